"""HTTP requests as contenders."""

from __future__ import annotations

from collections.abc import Mapping

from bench.http_load import Asker, get
from bench.measuring import Contender


def getting(
    name: str, asker: Asker, path: str, headers: Mapping[str, str] | None = None, expect: int = 200
) -> Contender:
    """The same GET again and again."""
    wire = get(path, headers)

    async def ask(_: None) -> None:
        await asker.ask(wire, expect)

    return Contender(name, ask)
