"""The texts of an agency's details, tidied and checked alike whether typed on a screen or imported from a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.agencies.domain.naming import arabic_digits, tidy
from services.agencies.domain.problems import Implausible, Problem
from services.agencies.domain.validation import length_problems, name_problems, web_address
from services.agencies.usecases.ports import Contacts

# The details that are chosen, not typed.
CHOICES = frozenset({"visible", "is_central", "serves_public", "service_status", "convenience_level"})
EMAILS = ("public_email", "dga_email", "complaints_email")


def checked(texts: Mapping[str, str | None], contacts: Contacts) -> tuple[dict[str, Any], list[Problem]]:
    """The texts as they are kept, by field (None: nothing stated), and everything that is wrong with them."""
    kept: dict[str, Any] = {field: tidy(text or "") or None for field, text in texts.items()}
    problems = [*name_problems(kept.get("name_th")), *length_problems(kept)]
    checks: dict[str, Callable[[str], str]] = {
        "website": web_address,
        "phone": lambda text: contacts.phone(arabic_digits(text)),
        **dict.fromkeys(EMAILS, contacts.email),
    }
    for field, check in checks.items():
        text = kept.get(field)
        if text is None:
            continue
        try:
            kept[field] = check(text)
        except Implausible as reason:
            problems.append(reason.about(field))
    return kept, problems
