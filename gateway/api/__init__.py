"""The JSON API: one file for each resource."""

from __future__ import annotations

from gateway.api import (
    agencies,
    compliance,
    declarations,
    documents,
    files,
    imports,
    me,
    problems,
    tokens,
    uploads,
    users,
)
from gateway.routes import Routes

ALL: tuple[Routes, ...] = (
    me.routes,
    tokens.routes,
    users.routes,
    agencies.routes,
    imports.routes,
    uploads.routes,
    documents.routes,
    declarations.routes,
    files.routes,
    compliance.routes,
    problems.routes,
)
