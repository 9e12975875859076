"""What the form says, field by field: as it is kept, as the officer saw it, and as they left it.

The page carries the answers that the officer saw (`seen`). What they changed is what differs from those; what somebody
else changed meanwhile is what differs between those and the present ones. So nobody's change is lost, and nothing has
to be kept for a page that is open somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import pydantic
from pydantic import TypeAdapter

from contracts.errors import ErrorCode, Refusal
from contracts.rpc.documents.whole import Filing
from contracts.vocabulary import PublicationStatus
from gateway.portal.filing.sections import ISSUED, LINKS, OFF, ON, PAPERS, RANKS, inherited

Answers = Mapping[str, str]

_SEEN = TypeAdapter(dict[str, str])


def answers_of(filing: Filing) -> dict[str, str]:
    """The answers that the filing stands for."""
    answers: dict[str, str] = {}
    for papers in PAPERS:
        for document in papers.documents(filing):
            answers[papers.status(document.id)] = _switch(document.status is PublicationStatus.PUBLISHED)
            if papers.scoped:
                answers[papers.scope(document.id)] = document.scope
    for links in LINKS:
        for link in links.links(filing):
            answers[links.status(link.id)] = _switch(link.status is PublicationStatus.PUBLISHED)
    for above in filing.section_10.inherited:
        answers[inherited(above.document_id)] = _switch(not above.off)
    for field, part in ISSUED.items():
        day = getattr(filing, part).issued.issued_on
        answers[field] = day.isoformat() if day else ""
    declared = filing.section_13_1.declaration
    answers["has_licences"] = "" if declared.has_licences is None else _yes(declared.has_licences)
    answers["gazette"] = declared.gazette or ""
    said = {obstacle.rank: obstacle for obstacle in filing.obstacles.items}
    for rank in RANKS:
        obstacle = said.get(rank)
        answers[f"obstacle_type_{rank}"] = obstacle.type if obstacle else ""
        answers[f"obstacle_detail_{rank}"] = in_one_manner(obstacle.detail or "") if obstacle else ""
        answers[f"obstacle_active_{rank}"] = _switch(obstacle is None or obstacle.active)
    return {field: str(value) for field, value in answers.items()}


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


def _switch(is_on: bool) -> str:
    return ON if is_on else OFF


def _yes(value: bool) -> str:
    return "yes" if value else "no"
