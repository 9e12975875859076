"""Where the store can, it is told to delete no file that a document stands on, whoever asks it to."""

from __future__ import annotations

from services.documents.usecases.ports import Files, KeptFiles

AT_A_TIME = 500


def hold_files(files: Files, kept: KeptFiles) -> int:
    """How many are held that were not. May be run at any time, by several at once, and stopped anywhere.

    After the document is filed and not as its file is stored: a file whose document never came to be is swept away.
    Raises FilesUnavailable.
    """
    if not files.locks:
        return 0
    held = 0
    for sha256 in kept.to_hold(AT_A_TIME):
        if files.hold(sha256):
            kept.held(sha256)
            held += 1
    return held
