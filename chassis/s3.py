"""The connection to the S3 store: one bucket, any provider."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from minio import Minio

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
