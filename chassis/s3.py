"""The connection to the S3 store: one bucket of any provider, and one more for documents when they are locked."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from minio import Minio
from minio.error import S3Error

from chassis.config import Settings, SettingsError

# Any value: with it the client need not ask the store before each first request.
REGION = "us-east-1"


def http_pool(**options: Any) -> urllib3.PoolManager:
    """Connections to the store, as every client of ours has them."""
    return urllib3.PoolManager(maxsize=64, timeout=urllib3.Timeout(connect=3, read=30), **options)


def connect(settings: Settings) -> tuple[Minio, str]:
    """A client for the store and the name of the bucket (made if absent), from the setting `s3_url`.

    Raises SettingsError when the URL has no keys or bucket.
    """
    url = urlsplit(settings.need("s3_url"))
    bucket = url.path.strip("/")
    if url.scheme not in ("http", "https") or not (url.hostname and url.username and url.password and bucket):
        raise SettingsError("PRAKAT_S3_URL must be http(s)://access-key:secret-key@host:port/bucket.")
    store = Minio(
        f"{url.hostname}:{url.port}" if url.port else url.hostname,
        access_key=unquote(url.username),
        secret_key=unquote(url.password),
        secure=url.scheme == "https",
        region=REGION,
        http_client=http_pool(retries=urllib3.Retry(3, backoff_factor=0.2)),
    )
    if not store.bucket_exists(bucket):
        store.make_bucket(bucket)
    return store, bucket


def bucket_of_documents(settings: Settings, store: Minio, bucket: str) -> str:
    """Where documents are kept: beside everything else, or with `s3_object_lock` in a bucket of their own that was made
    with object lock (made if absent).

    Raises SettingsError for one that was made without: a store does not add it.
    """
    if not settings.s3_object_lock:
        return bucket
    locked = f"{bucket}-documents"
    if not store.bucket_exists(locked):
        with suppress(S3Error):  # another process was first
            store.make_bucket(locked, object_lock=True)
    try:
        store.get_object_lock_config(locked)
    except S3Error as error:
        if error.code != "ObjectLockConfigurationNotFoundError":
            raise
        raise SettingsError(f"PRAKAT_S3_OBJECT_LOCK: the bucket {locked} was made without object lock.") from None
    return locked
