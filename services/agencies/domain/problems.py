"""What is wrong with what somebody typed, in the words in which they are told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field. `field` is the field's name in the API, which is the import column's heading."""

    field: str
    message_th: str
    message_en: str


class Implausible(Exception):
    """A text that cannot be what it should be (a telephone number, an e-mail address, a web address)."""

    def __init__(self, message_th: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_th = message_th
        self.message_en = message_en

    def about(self, field: str) -> Problem:
        return Problem(field, self.message_th, self.message_en)
