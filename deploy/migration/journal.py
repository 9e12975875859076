"""Which import of the system each part was given to, so that a run that was cut off is gone on with.

Whether a part is stored is asked of the system: the journal alone proves nothing.
"""

from __future__ import annotations

import json
from pathlib import Path


class Journal:
    """A file of JSON lines. Written at once, so that it is true whenever the run ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._jobs: dict[str, str] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                self._note(line)

    def _note(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self._jobs[entry["part"]] = entry["job"]
        except (ValueError, KeyError, TypeError):
            return  # cut off while it was written: the part is given to the system again, which changes nothing

    def job_of(self, fingerprint: str) -> str | None:
        """The last import that a part was given to."""
        return self._jobs.get(fingerprint)

    def note(self, fingerprint: str, job_id: str) -> None:
        self._jobs[fingerprint] = job_id
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"part": fingerprint, "job": job_id}) + "\n")
