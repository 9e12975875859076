"""Every page there is, as a table: who looks at it, and where. What holds for all of them is tested by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Who = Literal["citizen", "officer"]
Places = Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """A page by what its picture is called, with its address: `{agency}` and the like are filled in from the places."""

    name: str
    path: str
    who: Who = "citizen"
    status: int = 200


PUBLIC: tuple[Shown, ...] = (
    Shown("home", "/"),
    Shown("agencies", "/agencies"),
    Shown("agencies-found", "/agencies?q=การทดสอบ"),
    Shown("agencies-none", "/agencies?q=ไม่มีหน่วยงานชื่อนี้"),
    Shown("agency", "/agencies/{department}"),
    Shown("ministry", "/agencies/{ministry}"),
    Shown("documents", "/documents"),
    Shown("document", "/documents/{document}"),
    Shown("verification", "/documents/{document}/verification"),
    Shown("verification-withdrawn", "/documents/{withdrawn}/verification"),
    Shown("compliance", "/compliance"),
    Shown("compliance-by-province", "/compliance?obligation=s16_order&by=province"),
    Shown("compliance-wrong-date", "/compliance?as_of-day=วันนี้", status=422),
    Shown("comparison", "/compliance/comparison?earlier=2024-01-01"),
    Shown("comparison-wrong-date", "/compliance/comparison?earlier-day=เมื่อวาน", status=422),
    Shown("compliance-list", "/compliance/agencies?obligation=s10_notice&state=missing"),
    Shown("compliance-list-done", "/compliance/agencies?obligation=s10_notice&state=done"),
    Shown("frozen-set", "/frozen-figures/{frozen}"),
    Shown("guidelines", "/guidelines"),
    Shown("manuals", "/manuals"),
    Shown("faq", "/faq"),
    Shown("about", "/about"),
    Shown("contact", "/contact"),
    Shown("accessibility", "/accessibility"),
    Shown("privacy", "/privacy"),
    Shown("sign-in", "/sign-in"),
    Shown("not-found", "/nowhere", status=404),
    Shown("agency-unknown", "/agencies/nobody", status=404),
)

OFFICERS: tuple[Shown, ...] = (
    Shown("profile", "/profile", "officer"),
    Shown("token", "/token", "officer"),
    Shown("reports", "/filings?ministry={ministry}", "officer"),
    Shown("report-new", "/filings/new?find=การทดสอบ", "officer"),
    Shown("filing", "/agencies/{department}/filing", "officer"),
    Shown("filing-history", "/agencies/{department}/filing/history", "officer"),
    Shown("structure", "/structure?agency=", "officer"),
    Shown("structure-agency", "/structure?agency={department}&find=การทดสอบ", "officer"),
    Shown("agency-history", "/structure/history?agency={department}", "officer"),
    Shown("agency-details", "/agencies/{department}/details", "officer"),
    Shown("agency-new", "/structure/new?parent={ministry}", "officer"),
    Shown("reorganise-move", "/agencies/{department}/reorganisation/move", "officer"),
    Shown("reorganise-split", "/agencies/{department}/reorganisation/split", "officer"),
    Shown("move-requests", "/structure/requests", "officer"),
    Shown("import", "/structure/imports", "officer"),
    Shown("tokens", "/accounts/tokens?agency={department}", "officer"),
    Shown("users", "/accounts/users?agency=&under=1", "officer"),
    Shown("unattended", "/accounts/users/unattended?agency={ministry}", "officer"),
    Shown("clients", "/accounts/clients?agency={department}", "officer"),
    Shown("campaigns", "/campaigns", "officer"),
    Shown("campaign", "/campaigns/{campaign}?by=province", "officer"),
    Shown("campaign-edit", "/campaigns/{campaign}/edit", "officer"),
    Shown("campaign-list", "/campaigns/{campaign}/agencies?obligation=s10_notice&state=overdue", "officer"),
    Shown("reminders", "/campaigns/{campaign}/reminders", "officer"),
    Shown("returns", "/campaigns/{campaign}/returns", "officer"),
    Shown("return", "/campaigns/{campaign}/returns/{office}", "officer"),
    Shown("cabinet-reports", "/cabinet-reports", "officer"),
    Shown("cabinet-report", "/cabinet-reports/{cabinet}", "officer"),
    Shown("obstacles", "/obstacles?agency=", "officer"),
    Shown("frozen-sets", "/frozen-figures", "officer"),
    Shown("frozen-new", "/frozen-figures/new?agency=", "officer"),
    Shown("frozen-set-officer", "/frozen-figures/{frozen}", "officer"),
    Shown("frozen-verification", "/frozen-figures/{frozen}/verifications/{verification}", "officer"),
)

PAGES = (*PUBLIC, *OFFICERS)
