"""What is forgotten by itself."""

from __future__ import annotations


def forgotten_after(field: str) -> dict[str, object]:
    """An index by which MongoDB itself deletes a document within a minute or so after the instant in the field.

    Every query checks the instant as well: what has expired is never used, deleted or not.
    """
    return {"fields": [field], "expireAfterSeconds": 0}
