"""Puts a file into the S3 store as it lies on disk: never whole in memory, and hashed only once.

The store's client reads a file of up to 5 MB into memory and hashes it again to sign the request. Whoever took the file
in knows its SHA-256 already; the request is signed with that, and the store refuses other bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

import urllib3
from minio.credentials import Credentials
from minio.signer import sign_v4_s3

from chassis.config import Settings
from chassis.s3 import REGION, http_pool

AT_A_TIME = 256 * 1024  # bytes of a file between one look at the socket and the next


class NotPut(OSError):
    """The store did not take the file."""

    def __init__(self, status: int) -> None:
        super().__init__(f"the store answered {status}")
        self.status = status


class AlreadyThere(NotPut):
    """Something is kept under that name."""


class FilePutter:
    """Puts files into the bucket of the setting `s3_url`."""

    def __init__(self, settings: Settings) -> None:
        url = urlsplit(settings.need("s3_url"))
        self._base = f"{url.scheme}://{url.netloc.rpartition('@')[2]}/{url.path.strip('/')}"
        self._credentials = Credentials(unquote(url.username or ""), unquote(url.password or ""))
        self._http = http_pool(blocksize=AT_A_TIME)

    def put(self, name: str, file: BinaryIO, size: int, sha256: str, headers: Mapping[str, str]) -> None:
        """Put the file, from its beginning, under a name that has no file yet. Of two at the same moment one is first.

        Raises AlreadyThere, NotPut, urllib3's HTTPError.
        """
        url = urlsplit(f"{self._base}/{quote(name)}")
        now = datetime.now(UTC)
        given = {
            "Host": url.netloc,
            "Content-Length": str(size),
            "If-None-Match": "*",
            "x-amz-content-sha256": sha256,
            "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
            **headers,
        }
        signed = sign_v4_s3(
            method="PUT",
            url=url,
            region=REGION,
            headers=given,
            credentials=self._credentials,
            content_sha256=sha256,
            date=now,
        )
        answer = self._sent(url.geturl(), file, signed)
        if answer.status == 412:
            raise AlreadyThere(answer.status)
        if answer.status != 200:
            raise NotPut(answer.status)

    def _sent(self, url: str, file: BinaryIO, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        # By hand, as the file has to begin again too: a connection that was idle may be gone. To repeat is safe.
        for last in (False, True):
            file.seek(0)
            try:
                return self._http.request("PUT", url, body=file, headers=headers, retries=False, redirect=False)
            except urllib3.exceptions.ProtocolError:
                if last:
                    raise
        raise AssertionError
