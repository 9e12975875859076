"""The answers on a form, field by field: as somebody saw them, as they left them, and as they are by now.

A page carries the answers that were seen. What somebody changed is what differs from those; what others changed
meanwhile is what differs between those and the present ones. So nobody's change is lost, and nothing has to be kept for
a page that is open somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import pydantic
from pydantic import TypeAdapter

from contracts.errors import ErrorCode, Refusal

Answers = Mapping[str, str]

_SEEN = TypeAdapter(dict[str, str])


def in_one_manner(text: str) -> str:
    """Browsers send a new line as CR LF, programs as LF: the same text."""
    return text.replace("\r\n", "\n").strip()


def packed(answers: Answers) -> str:
    """For a hidden field."""
    return _SEEN.dump_json(dict(answers)).decode()


def unpacked(text: str) -> dict[str, str]:
    """Raises Refusal INVALID_REQUEST for what no page of ours holds."""
    try:
        return _SEEN.validate_json(text)
    except pydantic.ValidationError:
        raise Refusal(ErrorCode.INVALID_REQUEST) from None


def together(seen: Answers, typed: Answers, now: Answers) -> dict[str, str]:
    """The present answers, with what the officer changed on top."""
    return {field: typed[field] if _changed(field, seen, typed) else now[field] for field in now}


def changed(seen: Answers, after: Answers) -> list[str]:
    """The fields whose answer is another one, or new."""
    return [field for field in after if _changed(field, seen, after)]


def _changed(field: str, before: Answers, after: Answers) -> bool:
    return field in after and before.get(field) != after[field]
