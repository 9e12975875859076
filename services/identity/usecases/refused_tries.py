"""What the history keeps of tries with tokens that were refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Literal

from contracts.calls import Call
from contracts.events.envelope import HistoryOfRefusals
from contracts.events.identity import SpentTokenTried, TokenTryRefused
from contracts.vocabulary import Role
from services.identity.domain.tokens import Token
from services.identity.usecases.history import subject_of
from services.identity.usecases.ports.clients import NewsDesk
from services.identity.usecases.token_validity import Spent

TOLD_AGAIN_AFTER = timedelta(minutes=1)


def tell_the_officer(
    officer_id: str, reason: Literal["not_accepted", "held_up"], call: Call, history: HistoryOfRefusals
) -> None:
    history.record_refused(officer_id, TokenTryRefused(officer_id=officer_id, reason=reason), call)


def tell_the_agency(
    token: Token, state: Spent, officer_id: str, call: Call, news: NewsDesk, history: HistoryOfRefusals
) -> None:
    """Once a minute for each token: each try stands with whoever made it, and a flood of them must not make everybody
    wait at the end of the agency's chain.

    Without an actor: what officers did stands in the history that they can read, and this they are not told.
    """
    if not news.is_news(f"spent_token_tried:{token.id}", call.now, TOLD_AGAIN_AFTER):
        return
    tried = SpentTokenTried(
        token_id=token.id, role=Role(token.role), agency_id=token.agency_id, state=state, officer_id=officer_id
    )
    history.record_refused(subject_of(token.agency_id), tried, replace(call, caller=None, grant=None))
