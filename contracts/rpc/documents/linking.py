"""Links of section 13: where the Royal Gazette has the announcement, where a licence can be checked."""

from __future__ import annotations

from datetime import datetime

from pydantic import AwareDatetime, Field

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action, LinkResult, Obligation, PublicationStatus


class SaveLink(Request):
    """Add a link: a Gazette link (`s13_1_notice`), or a channel with its licence's name (`s13_2_channel`)."""

    agency_id: str
    obligation: Obligation
    url: str = Field(min_length=1, max_length=2000)
    licence_name: str | None = Field(None, max_length=300)
    status: PublicationStatus = PublicationStatus.PUBLISHED


class ChangeLinkPublication(Request):
    """Publish or suspend a link, as a document."""

    agency_id: str
    link_id: str
    version: int
    status: PublicationStatus
    note: str | None = Field(None, max_length=500)


class ScheduleLink(Request):
    """As for a document."""

    agency_id: str
    link_id: str
    version: int
    publish_at: AwareDatetime | None = None
    suspend_at: AwareDatetime | None = None
    note: str | None = Field(None, max_length=500)


class LinkCheck(Reply):
    """How a published link fared when it was last asked for. `broken`: it has failed several times in a row, since
    `failing_since`, and its officer should look at it; it stays published all the same. The reasons tell, while it
    fails, what is wrong and what to do."""

    checked_at: datetime
    result: LinkResult
    broken: bool
    failing_since: datetime | None = None
    reason_th: str | None = None
    reason_en: str | None = None


class Link(Reply):
    """A link as officers see it. `check` is None until it has been asked for."""

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    url: str
    licence_name: str | None
    status: PublicationStatus
    saved_at: datetime
    saved_by: str
    migrated: bool = False
    publish_at: datetime | None = None
    suspend_at: datetime | None = None
    note: str | None = None
    check: LinkCheck | None = None


SAVE_LINK = Operation("documents", "save_link", SaveLink, Link, Action.FILE, changes=True)
CHANGE_LINK_PUBLICATION = Operation(
    "documents", "change_link_publication", ChangeLinkPublication, Link, Action.FILE, changes=True
)
SCHEDULE_LINK = Operation("documents", "schedule_link", ScheduleLink, Link, Action.FILE, changes=True)
