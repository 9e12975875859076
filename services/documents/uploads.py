"""Uploads on their way from quarantine to being kept for ever."""

from __future__ import annotations

from collections import OrderedDict

from chassis.mongo import after_commit
from services.documents.domain.pdf import Pdf
from services.documents.files import FileStore
from services.documents.usecases.ports import Inspect

MOST_REMEMBERED = 1000


class Uploads:
    """Implements usecases.ports.Uploads.

    A command is run again when another one got in its way. Uploads that are kept already are remembered until their
    command is committed, so that the file is fetched, inspected and kept once and the second run is short.
    """

    def __init__(self, files: FileStore, inspect: Inspect) -> None:
        self._files = files
        self._inspect = inspect
        self._kept: OrderedDict[str, Pdf] = OrderedDict()

    def take(self, upload: str) -> Upload:
        if upload in self._kept:
            return Upload(self, upload, self._kept[upload], content=None)
        content = self._files.fetch(upload)
        return Upload(self, upload, self._inspect(content), content)

    def _keep(self, upload: str, pdf: Pdf, content: bytes) -> None:
        self._files.keep(pdf, content)
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

    def __init__(self, uploads: Uploads, name: str, pdf: Pdf, content: bytes | None) -> None:
        self.pdf = pdf
        self._uploads = uploads
        self._name = name
        self._content = content

    def keep(self) -> None:
        if self._content is not None:
            self._uploads._keep(self._name, self.pdf, self._content)

    def discard_after_commit(self) -> None:
        self._uploads._discard_after_commit(self._name)
