"""Uploads on their way from quarantine to being kept for ever."""

from __future__ import annotations

from collections import OrderedDict

from eventlet.semaphore import Semaphore

from chassis.mongo import after_commit
from services.documents.domain.pdf import Pdf
from services.documents.files import FileStore
from services.documents.usecases.ports import Inspect

MOST_REMEMBERED = 1000
# Files in memory at the same time, whatever the number of filings. Inspecting keeps a processor busy, so more of them
# at once would not be done sooner; one is fetched while another is looked into.
INSPECTED_AT_ONCE = 2


class Uploads:
    """Implements usecases.ports.Uploads.

    A file is in memory only while it is inspected; the store itself copies what is kept. A command is run again when
    another one got in its way: uploads that are kept already are remembered until their command is committed, so that
    the file is fetched, inspected and kept once and the second run is short.
    """

    def __init__(self, files: FileStore, inspect: Inspect) -> None:
        self._files = files
        self._inspect = inspect
        self._room = Semaphore(INSPECTED_AT_ONCE)
        self._kept: OrderedDict[str, Pdf] = OrderedDict()

    def take(self, upload: str) -> Upload:
        if upload in self._kept:
            return Upload(self, upload, self._kept[upload], etag=None)
        with self._room:
            content, etag = self._files.fetch(upload)
            return Upload(self, upload, self._inspect(content), etag)

    def _keep(self, upload: str, pdf: Pdf, etag: str) -> None:
        self._files.keep(upload, pdf, etag)
        self._kept[upload] = pdf
        if len(self._kept) > MOST_REMEMBERED:  # commands that never committed
            self._kept.popitem(last=False)

    def _discard_after_commit(self, upload: str) -> None:
        after_commit(lambda: self._forget(upload))
        self._files.discard_after_commit(upload)

    def _forget(self, upload: str) -> None:
        self._kept.pop(upload, None)


class Upload:
    """Implements usecases.ports.Upload."""

    def __init__(self, uploads: Uploads, name: str, pdf: Pdf, etag: str | None) -> None:
        """`etag` is that of the bytes that were inspected; None when they are kept already."""
        self.pdf = pdf
        self._uploads = uploads
        self._name = name
        self._etag = etag

    def keep(self) -> None:
        if self._etag is not None:
            self._uploads._keep(self._name, self.pdf, self._etag)

    def discard_after_commit(self) -> None:
        self._uploads._discard_after_commit(self._name)
