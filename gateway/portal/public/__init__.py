"""What everybody sees: agencies and what they publish, how the country stands, and pages of text."""

from __future__ import annotations

from gateway.portal.public import (
    agencies,
    agency,
    comparison,
    compliance,
    compliance_list,
    documents,
    home,
    information,
    robots,
)
from gateway.routes import Routes

ALL: tuple[Routes, ...] = (
    home.routes,
    agencies.routes,
    agency.routes,
    documents.routes,
    compliance.routes,
    comparison.routes,
    compliance_list.routes,
    information.routes,
    robots.routes,
)
