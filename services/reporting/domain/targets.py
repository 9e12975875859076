"""Which agencies a question or a campaign is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """The reporting units of a day that fit each of these that is not empty. `below`: those agencies and all that stand
    under one of them that day."""

    categories: tuple[str, ...] = ()
    lao_types: tuple[str, ...] = ()
    province_codes: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


EVERYBODY = Target()
