"""The newest grants version of each officer: an access token with an older one is refused at once."""

from __future__ import annotations

from chassis.mongo import database, ensure_collection
from contracts.calls import Caller, CallerKind
from contracts.errors import ErrorCode, Refusal

VERSIONS = "grants_versions"


def prepare() -> None:
    ensure_collection(VERSIONS)


def note(officer_id: str, version: int) -> None:
    """Remember a grants version; an older one than is known changes nothing, so order does not matter."""
    database()[VERSIONS].update_one({"_id": officer_id}, {"$max": {"version": version}}, upsert=True)


def refuse_if_stale(caller: Caller) -> None:
    """Raises Refusal ACCESS_TOKEN_STALE when the caller's rights have changed since the token was signed."""
    if caller.kind is not CallerKind.OFFICER:
        return
    known = database()[VERSIONS].find_one({"_id": caller.subject})
    if known is not None and known["version"] > caller.grants_version:
        raise Refusal(ErrorCode.ACCESS_TOKEN_STALE)
