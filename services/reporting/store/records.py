"""What all stored documents have in common."""

from __future__ import annotations

from typing import Any

Record = dict[str, Any]  # a stored document: BSON has no static type; it is mapped to the domain's types in this room

THAI = {"locale": "th"}  # the collation of every list
