"""What an agency hands down to those below it in that day's tree.

Each account keeps what reaches it from above, so that an agency's own filing is settled without looking at the tree.
What an agency hands down follows from its own documents and what reaches itself; what reaches a child follows from what
its parents hand down. Where these two equations hold for every agency, inheritance is right in the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.reporting.domain.account import Account, Inherited
from services.reporting.domain.days import Span, joined, without
from services.reporting.domain.obligations import is_inheritable


def handed_down(account: Account) -> tuple[Inherited, ...]:
    """The documents that apply to the agency's children: its own for the subtree, and what reaches it from above.

    Only on days on which the agency exists: on others it has no place in the tree, and nothing reaches through it.
    """
    own = own_for_subtree(account)
    return in_order([*own, *account.inherited]) if own else account.inherited


def own_for_subtree(account: Account) -> tuple[Inherited, ...]:
    """The agency's own documents that apply to all below it, on the days on which it exists."""
    existence = account.existence
    return tuple(
        Inherited(notice.id, span)
        for notice in account.notices
        if notice.subtree_days and is_inheritable(notice.obligation)
        for days in notice.subtree_days
        for existing in existence
        if (span := days.within(existing))
    )


def reaching(account: Account, from_parents: Mapping[str, tuple[Inherited, ...]]) -> tuple[Inherited, ...]:
    """The documents that apply to the agency, from what its parents hand down (by parent id; others are ignored)."""
    return in_order(
        Inherited(document_id, span)
        for parent_id, days in account.ties
        for document_id, applies in from_parents.get(parent_id, ())
        if (span := applies.within(days))
    )


def covering(account: Account) -> tuple[Inherited, ...]:
    """What of the documents that reach the agency covers it: all but what it has switched off for itself."""
    if not account.switches:
        return account.inherited
    off = {switch.document_id: switch.off for switch in account.switches}
    return tuple(
        Inherited(document_id, left)
        for document_id, span in account.inherited
        for left in without(span, off.get(document_id, ()))
    )


def in_order(inherited: Iterable[Inherited]) -> tuple[Inherited, ...]:
    """The same documents and days, in the one order and form in which accounts keep them."""
    by_document: dict[str, list[Span]] = {}
    for document_id, span in inherited:
        by_document.setdefault(document_id, []).append(span)
    return tuple(
        Inherited(document_id, span) for document_id in sorted(by_document) for span in joined(by_document[document_id])
    )
