"""The store and the database by their own drivers, as contenders. They block: each of them is asked alone."""

from __future__ import annotations

import io
import uuid
from types import TracebackType
from typing import Any, Self

import pymongo
from pymongo import WriteConcern
from pymongo.client_session import ClientSession
from pymongo.read_concern import ReadConcern

from bench.measuring import Contender
from bench.pdfs import pdf_of
from chassis import s3
from chassis.config import Settings

Record = dict[str, Any]
MANY = 1000  # other agencies' documents beside those that are looked for


class BareStore:
    """The S3 store of the system, in which objects of ours have names of their own."""

    def __init__(self, settings: Settings) -> None:
        self._store, self._bucket = s3.connect(settings)

    def putting(self, size: int) -> Contender:
        """Puts a new object of so many bytes."""

        async def content() -> bytes:
            return pdf_of(size)

        async def put(content: bytes) -> None:
            self._put(content)

        return Contender("put_object of as many bytes", put, before=content)

    def moving(self, size: int) -> Contender:
        """Puts a new object of so many bytes, gets it, and puts it under another name, as uploading and filing do."""

        async def content() -> bytes:
            return pdf_of(size)

        async def move(content: bytes) -> None:
            self._copy(self._put(content))

        return Contender("put_object, get_object and put_object of as many bytes", move, before=content)

    def copying(self, size: int) -> Contender:
        """Gets an object of so many bytes and puts it under another name, as filing does with an upload."""

        async def source() -> str:
            return self._put(pdf_of(size))

        async def copy(name: str) -> None:
            self._copy(name)

        return Contender("get_object and put_object of the PDF", copy, before=source)

    def _copy(self, name: str) -> None:
        answer = self._store.get_object(self._bucket, name)
        try:
            self._put(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def _put(self, content: bytes) -> str:
        name = f"bench/{uuid.uuid4()}"
        self._store.put_object(self._bucket, name, io.BytesIO(content), len(content))
        return name


class BareDatabase:
    """The MongoDB of the system, in which benchmarks have a database of their own. A context manager."""

    def __init__(self, settings: Settings) -> None:
        self._client: pymongo.MongoClient[Record] = pymongo.MongoClient(settings.need("mongo_url"))
        self._database = self._client[f"{settings.mongo_prefix}_bench"]
        for name in ("documents", "changes", "changes_log"):
            self._database.create_collection(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()

    def transaction(self) -> Contender:
        """Inserts two documents in one transaction, which is as safe as a command's (majority, journalled)."""

        def insert(session: ClientSession) -> None:
            for name in ("changes", "changes_log"):
                self._database[name].insert_one(_document("bench"), session=session)

        async def commit(_: None) -> None:
            with self._client.start_session() as session:
                session.with_transaction(
                    insert, read_concern=ReadConcern("snapshot"), write_concern=WriteConcern("majority", j=True)
                )

        return Contender("transaction of two inserts", commit)

    def find(self, found: int) -> Contender:
        """Finds so many documents by an index, among others."""
        documents = self._database["documents"]
        documents.create_index("agency_id")
        documents.insert_many([_document("sought") for _ in range(found)])
        documents.insert_many([_document(f"agency {n % (MANY // 5)}") for n in range(MANY)])

        async def find(_: None) -> None:
            if len(list(documents.find({"agency_id": "sought"}))) != found:
                raise LookupError("the documents are not there")

        return Contender(f"find of {found} by an index", find)


def _document(agency_id: str) -> Record:
    """As large as a filed document in the database of the service."""
    return {
        "_id": str(uuid.uuid4()),
        "agency_id": agency_id,
        "version": 1,
        "obligation": "s10_notice",
        "status": "published",
        "document_date": "2024-01-31",
        "file_name": "ประกาศช่องทางอิเล็กทรอนิกส์.pdf",
        "sha256": uuid.uuid4().hex * 2,
        "size": 200_000,
        "pages": 1,
        "saved_by": "มานี สาธิต",
    }
