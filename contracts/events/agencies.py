"""What `agencies` says. Each event carries the agency's whole timeline, which is what a directory keeps."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from contracts.events.envelope import Event, State
from contracts.vocabulary import Category, LaoType, Level


class AgencyFacts(State):
    """What holds of an agency from `effective_on` until the next facts (or for ever)."""

    effective_on: date
    parent_id: str | None
    level: Level
    category: Category | None
    lao_type: LaoType | None = None
    province_code: str | None = None
    reporting_unit: bool
    name_th: str
    name_en: str | None = None
    visible: bool = True


class AgencyState(State):
    """An agency with its past, present and announced future, oldest facts first. `version` counts its changes from 1.

    `dissolved_on` is the first day on which it no longer exists; `successor_ids` answer for it from then on.
    """

    id: str
    version: int
    code: str
    lao_code: str | None = None
    timeline: tuple[AgencyFacts, ...]
    dissolved_on: date | None = None
    successor_ids: tuple[str, ...] = ()


class AgencyRegistered(Event):
    TYPE: ClassVar[str] = "prakat.agencies.registered.v1"
    agency: AgencyState


class AgencyChanged(Event):
    TYPE: ClassVar[str] = "prakat.agencies.changed.v1"
    agency: AgencyState
