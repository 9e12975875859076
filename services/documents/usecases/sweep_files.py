"""What is left of filings that never came to be is swept away: uploads, and files that no document stands on."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.documents.usecases.ports import Documents, Files, KeptFiles

# The gateway tells whoever uploads that the file waits so long to be filed.
WAITING = timedelta(days=1)


def sweep_files(now: datetime, files: Files, kept: KeptFiles, documents: Documents) -> int:
    """How many were removed. May be run at any time, by several at once, and stopped anywhere.

    A filing that claims a file at the same moment wins, or is refused and can be repeated: see store/kept_files.py.
    """
    older_than = now - WAITING
    swept = files.sweep_quarantine(older_than)
    for stored in files.stored_before(older_than):
        for sha256 in sorted(documents.without(kept.unclaimed(stored))):
            if kept.condemn(sha256, now) and files.remove(sha256, older_than):
                swept += 1
    return swept
