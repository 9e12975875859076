"""What an agency's page shows of its own documents and of those above it."""

from __future__ import annotations

from datetime import timedelta

from services.documents.domain.inheritance import shown_on_page
from services.documents.domain.vocabulary import Scope, Status
from tests.builders.documents import NOON, a_document

LATER = NOON + timedelta(days=2)
OWN = a_document(id="own", agency_id="office")
FROM_ABOVE = a_document(id="above", agency_id="ministry", scope=Scope.SUBTREE, at=NOON + timedelta(days=1))


def test_own_and_inherited_documents_show_beside_each_other_the_latest_first():
    shown = shown_on_page("office", [OWN, FROM_ABOVE], (), LATER)

    assert [(s.document.id, s.inherited_from) for s in shown] == [("above", "ministry"), ("own", None)]


def test_what_an_agency_publishes_for_all_under_it_shows_on_its_own_page_as_its_own():
    assert [s.inherited_from for s in shown_on_page("ministry", [FROM_ABOVE], (), LATER)] == [None]


def test_what_an_ancestor_publishes_for_itself_does_not_show_below():
    for_itself = a_document(id="above", agency_id="ministry", scope=Scope.SELF)

    assert shown_on_page("office", [for_itself], (), LATER) == []


def test_suspended_documents_do_not_show():
    mine = a_document(agency_id="office", status=Status.SUSPENDED)
    theirs = a_document(agency_id="ministry", scope=Scope.SUBTREE, status=Status.SUSPENDED)

    assert shown_on_page("office", [mine, theirs], (), LATER) == []


def test_an_agency_can_leave_an_inherited_document_out_but_not_its_own():
    shown = shown_on_page("office", [OWN, FROM_ABOVE], {"own", "above"}, LATER)

    assert [s.document.id for s in shown] == ["own"]
