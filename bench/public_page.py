"""An agency's public page and documents beside the same bytes from a static answer under the same server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager

from bench import static_app
from bench.ground import Ground
from bench.http_load import Asker, UnexpectedAnswer, get
from bench.measuring import Comparison
from bench.own_processes import served
from bench.web import getting

WHOLE_SYSTEM = True
IN_FLIGHT = (1, 16)
HEADERS = ("Content-Type", "ETag", "Cache-Control", "Vary")


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """One gateway process against one static process: both are asked on a port that nobody shares with them."""
    system = ground.system
    agency_id = system.shown_agency_id
    pages = {
        "the agency's page": f"/agencies/{agency_id}",
        "its documents (API)": f"/api/v1/agencies/{agency_id}/documents",
    }
    async with Asker(system.gateway_process_port) as gateway:
        etags, sizes = await _copy(gateway, pages, ground)
        ready = next(iter(pages.values()))
        environment = {static_app.DIRECTORY: str(ground.settings.data)}
        async with (
            served(ground, "static", "bench.static_app:create_app()", ready, environment) as port,
            Asker(port) as static,
        ):
            await _require_same(gateway, static, pages.values())
            yield [
                Comparison(
                    f"{name}, {outcome}",
                    getting("from the gateway, answers kept", gateway, path, headers, status),
                    [getting("the same bytes, static", static, path, headers, status)],
                    in_flight,
                    facts={"bytes": sizes[path]},
                )
                for name, path in pages.items()
                for outcome, status, headers in (
                    ("200", 200, {}),
                    ("304", 304, {"If-None-Match": etags[path]}),
                )
                for in_flight in IN_FLIGHT
            ]


async def _copy(gateway: Asker, pages: Mapping[str, str], ground: Ground) -> tuple[dict[str, str], dict[str, int]]:
    """Give the static server what the gateway answers now; the ETag and the size of each page, by path."""
    etags, sizes = {}, {}
    for number, path in enumerate(pages.values()):
        answer = await gateway.ask(get(path), 200)
        headers = {name: answer.header(name) for name in HEADERS}
        static_app.keep(ground.settings.data, f"page-{number}.static", path, headers, answer.body)
        etags[path], sizes[path] = answer.header("ETag"), len(answer.body)
    return etags, sizes


async def _require_same(gateway: Asker, static: Asker, paths: Iterable[str]) -> None:
    """Raises UnexpectedAnswer unless both serve the same bytes."""
    for path in paths:
        if (await gateway.ask(get(path), 200)).body != (await static.ask(get(path), 200)).body:
            raise UnexpectedAnswer(f"{path} is not the same from the gateway and from the static server")
