"""Pages for citizens and officers. They work without scripts, and without the vendored styles."""

from __future__ import annotations

from gateway.portal import accounts, filing, followup, officers, public, reports, structure
from gateway.routes import Routes

ALL: tuple[Routes, ...] = (
    *public.ALL,
    officers.routes,
    *filing.ALL,
    reports.routes,
    *accounts.ALL,
    *structure.ALL,
    *followup.ALL,
)
