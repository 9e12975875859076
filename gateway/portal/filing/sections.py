"""The sections of the form: which fields of the page and which parts of the contract's form belong to each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.rpc.documents.filing import Document
from contracts.rpc.documents.linking import Link
from contracts.rpc.documents.whole import Filing

ON, OFF = "on", "off"
RANKS = (1, 2, 3)
MOST_NEW_LINKS = 20

_TOGGLE = re.compile(r"^((s10|s13_1|s16)_status|(s13_1|s13_2)_link|inherited|obstacle_active)_")


@dataclass(frozen=True)
class Papers:
    """A section that is met by PDFs. Its fields begin with `key`; `part` is its name in the contract. `scoped`: its
    documents may be for every agency below."""

    key: str
    part: str
    documents: Callable[[Filing], Sequence[Document]]
    scoped: bool = False

    def status(self, document_id: str) -> str:
        return f"{self.key}_status_{document_id}"

    def scope(self, document_id: str) -> str:
        return f"{self.key}_scope_{document_id}"

    def note(self, document_id: str) -> str:
        return f"{self.key}_note_{document_id}"


@dataclass(frozen=True)
class Links:
    """A section that knows links; those of 13(2) have the licence's name."""

    key: str
    part: str
    links: Callable[[Filing], Sequence[Link]]
    named: bool = False

    def status(self, link_id: str) -> str:
        return f"{self.key}_link_{link_id}"


S10 = Papers("s10", "section_10", lambda filing: filing.section_10.documents, scoped=True)
S13_1 = Papers("s13_1", "section_13_1", lambda filing: filing.section_13_1.documents)
S16 = Papers("s16", "section_16", lambda filing: filing.section_16.documents)
PAPERS = (S10, S13_1, S16)

GAZETTE = Links("s13_1", "section_13_1", lambda filing: filing.section_13_1.links)
CHANNELS = Links("s13_2", "section_13_2", lambda filing: filing.section_13_2.links, named=True)
LINKS = (GAZETTE, CHANNELS)

ISSUED = {"s10_issued": "section_10", "s16_issued": "section_16"}
"""The dates of 'made but not yet uploaded', by field."""


def inherited(document_id: str) -> str:
    return f"inherited_{document_id}"


def is_toggle(field: str) -> bool:
    """Whether it is a switch (การใช้งาน): a browser sends one that is off by not sending it."""
    return _TOGGLE.match(field) is not None
