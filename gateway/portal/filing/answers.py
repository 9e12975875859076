"""What the form says, field by field."""

from __future__ import annotations

from contracts.rpc.documents.whole import Filing
from contracts.vocabulary import PublicationStatus
from gateway.portal.answers import in_one_manner
from gateway.portal.filing.sections import ISSUED, LINKS, OFF, ON, PAPERS, RANKS, inherited


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


def _switch(is_on: bool) -> str:
    return ON if is_on else OFF


def _yes(value: bool) -> str:
    return "yes" if value else "no"
