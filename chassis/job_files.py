"""Files that a job leaves for whoever ordered it, in the S3 store under jobs/<job id>/, kept as long as the job is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import IO

from minio import Minio
from minio.deleteobjects import DeleteObject

from chassis import s3
from chassis.config import Settings


def name_of(job_id: str, file: str) -> str:
    return f"jobs/{job_id}/{file}"


def keep(store: Minio, bucket: str, job_id: str, file: str, content: bytes, media_type: str) -> None:
    """Keep a file of the job; done again, it replaces the one before."""
    store.put_object(bucket, name_of(job_id, file), io.BytesIO(content), len(content), content_type=media_type)


def keep_file(
    store: Minio, bucket: str, job_id: str, file: str, content: IO[bytes], size: int, media_type: str
) -> None:
    """The same of a file of `size` bytes that is too large to hold."""
    store.put_object(bucket, name_of(job_id, file), content, size, content_type=media_type)


def remover(settings: Settings) -> Callable[[str], None]:
    """What removes all files of a job. Connects when it is first needed; without a store there are no files."""
    if settings.s3_url is None:
        return lambda job_id: None
    connected: list[tuple[Minio, str]] = []

    def remove(job_id: str) -> None:
        if not connected:
            connected.append(s3.connect(settings))
        store, bucket = connected[0]
        found = store.list_objects(bucket, prefix=name_of(job_id, ""), recursive=True)
        for error in store.remove_objects(bucket, [DeleteObject(each.object_name) for each in found]):
            raise OSError(f"a file of a job could not be removed: {error.code}")

    return remove
