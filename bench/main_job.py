"""The commands and questions of the main job over HTTP beside the bare store and the bare database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench.bare_stores import BareDatabase, BareStore
from bench.ground import Ground
from bench.http_load import Asker
from bench.main_job_acts import Officer
from bench.measuring import Comparison
from bench.system import SHOWN_DOCUMENTS, UPLOAD_BYTES

WHOLE_SYSTEM = True
MOST_UPLOADS = 25  # in a round: what is stored stays


@asynccontextmanager
async def comparisons(ground: Ground) -> AsyncIterator[Sequence[Comparison]]:
    """One officer, one thing after the other: how long each takes. The figures are of all agencies registered."""
    system = ground.system
    async with Asker(system.settings.gateway_port) as gateway:
        store = BareStore(system.settings)
        with BareDatabase(system.settings) as database:
            officer = Officer(gateway, system)
            transaction, find = database.transaction(), database.find(SHOWN_DOCUMENTS)
            stored: dict[str, Any] = {"most_acts": MOST_UPLOADS, "facts": {"bytes": UPLOAD_BYTES}}
            yield [
                Comparison("upload", officer.uploading(), [store.putting(UPLOAD_BYTES)], **stored),
                Comparison("file", officer.filing(), [transaction, store.copying(UPLOAD_BYTES)], **stored),
                Comparison("publish and suspend", await officer.publishing_and_suspending(), [transaction]),
                Comparison("list filings", officer.listing(), [find], facts={"documents": SHOWN_DOCUMENTS}),
                Comparison("figures", officer.figures(), [find], facts={"agencies": system.agencies}),
            ]
