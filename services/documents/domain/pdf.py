"""What is known of an uploaded PDF, and why one may be refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from services.documents.domain.signature import Signature


@dataclass(frozen=True)
class Pdf:
    """A PDF that passed inspection. `sha256` in lower-case hex, `size` in bytes, `title` as the file itself has it."""

    sha256: str
    size: int
    pages: int
    title: str | None = None
    signatures: tuple[Signature, ...] = ()


class UploadRefused(Exception):
    """Base of what can be wrong with an upload."""

    code: ClassVar[str]

    def __init__(self, **details: str | int) -> None:
        super().__init__(self.code)
        self.details = details


class UploadUnknown(UploadRefused):
    """There is no such upload (any more)."""

    code = "upload_unknown"


class UploadEmpty(UploadRefused):
    """It has no bytes."""

    code = "upload_empty"


class UploadTooLarge(UploadRefused):
    """It has more bytes than `limit`."""

    code = "upload_too_large"

    def __init__(self, limit: int) -> None:
        super().__init__(limit=limit)


class UploadInterrupted(UploadRefused):
    """What is stored is not what was announced."""

    code = "upload_interrupted"


class UploadNotPdf(UploadRefused):
    """Its content is not a PDF, whatever it is called."""

    code = "upload_not_pdf"


class UploadUnreadable(UploadRefused):
    """It cannot be opened: truncated, damaged, without pages, or made to exhaust whoever opens it."""

    code = "upload_unreadable"


class UploadEncrypted(UploadRefused):
    """It is encrypted, whether or not a password is needed to read it."""

    code = "upload_encrypted"


class UploadActiveContent(UploadRefused):
    """It holds scripts, launches programs or carries files: `found` names what, comma-separated."""

    code = "upload_active_content"

    def __init__(self, found: Iterable[str]) -> None:
        super().__init__(found=", ".join(sorted(found)))


class UploadInfected(UploadRefused):
    """The virus scanner knows what is in it: `found` is its name for that."""

    code = "upload_infected"

    def __init__(self, found: str) -> None:
        super().__init__(found=found)


class ScannerUnavailable(Exception):
    """The virus scanner does not say whether a file is clean. The upload waits, to be filed a little later."""

    code = "service_unavailable"


class FilesUnavailable(Exception):
    """The store of files cannot be reached for the moment."""

    code = "service_unavailable"
