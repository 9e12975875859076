"""Who changed a campaign, when, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from contracts.events.envelope import Actor
from contracts.rpc.reporting import campaigns as rpc
from services.reporting.domain.history import Entry
from services.reporting.usecases.campaigns import CampaignBook, need_campaign, subject_of


class HistoryReader(Protocol):
    def read(self, subject: str, limit: int, before: int | None) -> Sequence[Entry]:
        """The latest entries of a chain first, those before a place in it."""


def read_campaign_history(
    request: rpc.ReadCampaignHistory, campaigns: CampaignBook, history: HistoryReader
) -> rpc.CampaignHistory:
    """A page of changes. Raises CampaignUnknown."""
    need_campaign(request.campaign_id, campaigns)
    before = int(request.after) if request.after else None
    found = history.read(subject_of(request.campaign_id), request.page_size + 1, before)
    page = found[: request.page_size]
    return rpc.CampaignHistory(
        items=tuple(
            rpc.CampaignChange.model_validate({**entry._asdict(), "actor": Actor.model_validate(entry.actor)})
            for entry in page
        ),
        next=str(page[-1].sequence) if len(found) > len(page) else None,
    )
