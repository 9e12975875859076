"""Sarabun, in which the pages are set: from here, so that no page of ours asks anybody else for anything."""

from __future__ import annotations

from flask import Blueprint, Response, abort, send_from_directory

from chassis.typeface import FONTS

FACES = frozenset(f"sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 700))
MONTH = 30 * 24 * 3600


def blueprint() -> Blueprint:
    files = Blueprint("typeface", __name__)

    @files.get("/typeface/<face>")
    def face(face: str) -> Response:
        """Where the assets were not made there is none, and the page is read in a font of the reader's own."""
        if face not in FACES:
            abort(404)
        return send_from_directory(FONTS, face, mimetype="font/woff2", max_age=MONTH)

    return files
