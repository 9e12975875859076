"""A line of a token list, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from contracts.rpc.identity.tokens import ExportedToken
from gateway.languages import Language
from gateway.role_names import ROLE_NAMES

BANGKOK = timezone(timedelta(hours=7))
HEADINGS: Mapping[Language, Sequence[str]] = {
    "th": ("ลำดับ", "หน่วยงาน", "รหัสหน่วยงาน", "รหัส อปท.", "รหัสจังหวัด", "บทบาท", "รหัส Token", "ใช้ได้ถึง", "ลิงก์"),
    "en": ("No.", "Agency", "Agency code", "LAO code", "Province code", "Role", "Token", "Valid until", "Link"),
}
WIDTHS = (7, 48, 16, 12, 12, 24, 22, 18, 60)


@dataclass(frozen=True)
class Line:
    """`number` is the token in groups of three digits; `link` opens the page where it is redeemed, with the number
    filled in from behind the `#`, which browsers send to nobody."""

    place: int
    agency: str
    agency_code: str
    lao_code: str
    province_code: str
    role: str
    number: str
    valid_until: str
    link: str

    @property
    def cells(self) -> Sequence[str | int]:
        """In the order of HEADINGS."""
        return (
            self.place,
            self.agency,
            self.agency_code,
            self.lao_code,
            self.province_code,
            self.role,
            self.number,
            self.valid_until,
            self.link,
        )


def line_of(place: int, token: ExportedToken, gateway_url: str, language: Language) -> Line:
    return Line(
        place=place,
        agency=token.agency_name_th,
        agency_code=token.agency_code or "",
        lao_code=token.lao_code or "",
        province_code=token.province_code or "",
        role=ROLE_NAMES[token.role][0 if language == "th" else 1],
        number=grouped(token.token),
        valid_until=shown_date(token.expires_at, language),
        link=f"{gateway_url.rstrip('/')}/token#{token.token}",
    )


def grouped(number: str) -> str:
    """123 456 789 012 345: as people read it out, and so that no spreadsheet takes it for a quantity."""
    return " ".join(number[start : start + 3] for start in range(0, len(number), 3))


def shown_date(instant: datetime, language: Language) -> str:
    """The day in Bangkok: 22/09/2569, or 2026-09-22."""
    day = instant.astimezone(UTC).astimezone(BANGKOK).date()
    return f"{day:%d/%m}/{day.year + 543}" if language == "th" else day.isoformat()
