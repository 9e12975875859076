"""Parameters that several resources have."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Path, Query

from contracts.vocabulary import Measure, Obligation

AgencyId = Annotated[str, Path(max_length=64, description="The agency's id, which never changes.")]
DocumentId = Annotated[str, Path(max_length=64, description="The document's id.")]
LinkId = Annotated[str, Path(max_length=64, description="The link's id.")]
OfficerId = Annotated[str, Path(max_length=64, description="The officer's id, from the list of users.")]
TokenId = Annotated[str, Path(max_length=64, description="The token's id, from the list of tokens; not its number.")]
ClientId = Annotated[str, Path(max_length=100, description="The machine client's id.")]
SessionId = Annotated[str, Path(max_length=64, description="The session's id, from the list of sessions.")]
CampaignId = Annotated[str, Path(max_length=64, description="The campaign's id, from the list of campaigns.")]
Under = Annotated[bool, Query(description="true: everything below it as well.")]
GrantId = Annotated[str, Path(max_length=64, description="The grant's id, from the list of users.")]
ObligationInPath = Annotated[Obligation, Path(description="Which section of the Act.")]
ObligationAsked = Annotated[Obligation, Query(description="Which section of the Act.")]
MeasureAsked = Annotated[Measure, Query(description="`uploaded` (ลงข้อมูลในระบบแล้ว) or `issued` (จัดทำแล้ว).")]
AsOf = Annotated[date | None, Query(description="The day asked about, past or present; today in Bangkok if absent.")]
