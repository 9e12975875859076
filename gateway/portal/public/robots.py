"""What search engines are told: which pages are for them, and where all agencies are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from contracts.rpc.agencies.exporting import LIST_PUBLIC_RECORDS, ListPublicRecords, PublicRecords
from gateway.auth.guards import PUBLIC
from gateway.clients import Bus
from gateway.parts import parts_of
from gateway.portal.public.information import NAMES
from gateway.routes import Routes

routes = Routes("search engines")

FOR_PEOPLE = ("/auth/", "/profile", "/token", "/sign-in", "/api/", "/*/filing")
PAGES = ("/", "/agencies", "/documents", "/compliance", *(f"/{name}" for name in NAMES))
KEPT = "public, max-age=3600"
# The protocol's own limit for one file.
MOST = 50_000


@routes.page("GET", "/robots.txt", guard=PUBLIC)
async def robots(request: Request) -> Response:
    """Everything public may be found; what needs a sign-in is no use there."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in FOR_PEOPLE), f"Sitemap: {_home(request)}/sitemap.xml"]
    return PlainTextResponse("\n".join(lines) + "\n", headers={"Cache-Control": KEPT})


@routes.page("GET", "/sitemap.xml", guard=PUBLIC)
async def sitemap(request: Request) -> Response:
    """The addresses of all pages that stay where they are."""
    bus = parts_of(request).bus
    first = await bus.call(LIST_PUBLIC_RECORDS, ListPublicRecords())
    return StreamingResponse(_addresses(bus, _home(request), first), 200, {"Cache-Control": KEPT}, "application/xml")


def _home(request: Request) -> str:
    return parts_of(request).settings.gateway_url.rstrip("/")


async def _addresses(bus: Bus, home: str, found: PublicRecords) -> AsyncIterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    yield _entries(home, PAGES)
    told = len(PAGES)
    while True:
        paths = [f"/agencies/{record.id}" for record in found.items][: MOST - told]
        yield _entries(home, paths)
        told += len(paths)
        if found.next is None or told >= MOST:
            break
        # Past what is kept: a whole country would fill it.
        found = await bus.call(LIST_PUBLIC_RECORDS, ListPublicRecords(after=found.next))
    yield "</urlset>\n"


def _entries(home: str, paths: Iterable[str]) -> str:
    return "".join(f"<url><loc>{escape(home + path)}</loc></url>\n" for path in paths)
