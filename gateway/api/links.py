"""Links of section 13: where the Royal Gazette has the announcement, where a licence can be checked."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from contracts.errors import ErrorCode
from contracts.rpc.documents.linking import (
    CHANGE_LINK_PUBLICATION,
    SAVE_LINK,
    SCHEDULE_LINK,
    ChangeLinkPublication,
    Link,
    SaveLink,
    ScheduleLink,
)
from contracts.vocabulary import Obligation, PublicationStatus
from gateway.api.documents import Publication, Schedule
from gateway.api.fields import AgencyId, LinkId
from gateway.api.preconditions import SeenVersion
from gateway.api.resource import Resource
from gateway.asking import Ask
from gateway.auth.guards import SIGNED_IN

routes = Resource("filing")

LINK = "/agencies/{agency_id}/links/{link_id}"


class NewLink(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "obligation": "s13_2_channel",
                    "url": "https://example.go.th/check",
                    "licence_name": "ใบอนุญาตประกอบกิจการ",
                }
            ]
        },
    )

    obligation: Obligation = Field(description="`s13_1_notice`: in the Royal Gazette; `s13_2_channel`: a check.")
    url: str = Field(min_length=1, max_length=2000)
    licence_name: str | None = Field(None, max_length=300)
    status: PublicationStatus = PublicationStatus.PUBLISHED


@routes.create("/agencies/{agency_id}/links", guard=SIGNED_IN, reply=Link, refuses=(ErrorCode.AGENCY_UNKNOWN,))
async def save_link(agency_id: AgencyId, body: NewLink, ask: Ask) -> Link:
    """Add a link."""
    return await ask(SAVE_LINK, SaveLink(agency_id=agency_id, **body.model_dump()))


@routes.change("PATCH", LINK, guard=SIGNED_IN, reply=Link, refuses=(ErrorCode.NOT_FOUND,))
async def change_link_publication(
    agency_id: AgencyId, link_id: LinkId, body: Publication, seen: SeenVersion, ask: Ask
) -> Link:
    """Publish a link, or suspend it."""
    asked = ChangeLinkPublication(
        agency_id=agency_id, link_id=link_id, version=seen, status=body.status, note=body.note
    )
    return await ask(CHANGE_LINK_PUBLICATION, asked)


@routes.change("PUT", LINK + "/schedule", guard=SIGNED_IN, reply=Link, refuses=(ErrorCode.NOT_FOUND,))
async def schedule_link(agency_id: AgencyId, link_id: LinkId, body: Schedule, seen: SeenVersion, ask: Ask) -> Link:
    """Have a link published or suspended by itself at a time to come; without times, no more."""
    return await ask(
        SCHEDULE_LINK, ScheduleLink(agency_id=agency_id, link_id=link_id, version=seen, **body.model_dump())
    )
