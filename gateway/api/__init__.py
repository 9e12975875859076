"""The JSON API: one file for each resource."""

from __future__ import annotations

from gateway.api import (
    agencies,
    clients,
    compliance,
    declarations,
    document_search,
    documents,
    exports,
    files,
    filing,
    imports,
    links,
    me,
    problems,
    reorganisations,
    report_list,
    token_lists,
    tokens,
    tree,
    uploads,
    users,
    verifications,
)
from gateway.routes import Routes

ALL: tuple[Routes, ...] = (
    me.routes,
    tokens.routes,
    token_lists.routes,
    users.routes,
    clients.routes,
    agencies.routes,
    reorganisations.routes,
    tree.routes,
    imports.routes,
    exports.routes,
    uploads.routes,
    documents.routes,
    document_search.routes,
    declarations.routes,
    links.routes,
    filing.routes,
    files.routes,
    verifications.routes,
    compliance.routes,
    report_list.routes,
    problems.routes,
)
