"""The documents service in hand: its real entry points, on a real database and store, without the bus between."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from chassis import s3
from chassis.access_tokens import sign
from chassis.event_log import LOG
from chassis.job_files import name_of
from chassis.mongo import database
from chassis.service import Process
from contracts.calls import Caller, Grant
from contracts.errors import ErrorCode, Refusal, WireError
from contracts.events.agencies import AgencyFacts, AgencyState
from contracts.imports import PROBLEMS_FILE
from contracts.jobs import GetJob
from contracts.operations import Operation, ReplyT, RequestT
from contracts.rpc.agencies import ImportOutcome
from contracts.rpc.documents import carrying_over, filing, published
from contracts.vocabulary import Level, Role
from services.documents.service import DocumentsService
from services.documents.wiring import wire
from tests.builders import pdfs


@dataclass(frozen=True)
class Recorded:
    """What the history says happened."""

    subject: str
    type: str
    data: Mapping[str, Any]
    before: Mapping[str, Any] | None
    actor: str


class FilingOffice:
    """Officers come here. Each command has an idempotency key of its own unless the test gives one."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.rooms = wire(process)
        self.store, self.bucket = s3.connect(process.settings)
        self._numbers = count(1)

    def agency(self, parent: AgencyState | None = None, visible: bool = True) -> AgencyState:
        """An agency that the service has heard of."""
        facts = AgencyFacts(
            effective_on=date(2000, 1, 1),
            parent_id=parent.id if parent else None,
            level=Level.AGENCY,
            category=None,
            reporting_unit=True,
            name_th="หน่วยงาน",
            visible=visible,
        )
        state = AgencyState(id=str(uuid4()), version=1, code=f"{next(self._numbers):012}", timeline=(facts,))
        self.process.directory.apply([state])
        self.rooms.search.keep_names([state])
        return state

    def renamed(self, agency: AgencyState, name_th: str, since: date = date(2000, 1, 1), **facts: Any) -> AgencyState:
        """The agency with other facts from that day on, of which the service has heard."""
        now = agency.timeline[-1].model_copy(update={"effective_on": since, "name_th": name_th, **facts})
        kept = tuple(each for each in agency.timeline if each.effective_on < since)
        state = agency.model_copy(update={"version": agency.version + 1, "timeline": (*kept, now)})
        self.process.directory.apply([state])
        self.rooms.search.keep_names([state])
        return state

    def upload(self, content: bytes | None = None, **metadata: str) -> str:
        """Put bytes where the gateway puts them."""
        upload = str(uuid4())
        content = pdfs.pdf(upload) if content is None else content
        self.store.put_object(
            self.bucket, f"quarantine/{upload}", io.BytesIO(content), len(content), metadata=dict(metadata)
        )
        return upload

    def file(self, agency: AgencyState, **differently: Any) -> filing.Document:
        """A section 10 notice, filed and published by an officer of the agency."""
        return self.ask(filing.FILE_DOCUMENT, self.filing(agency, **differently), at=agency)

    def filing(self, agency: AgencyState, **differently: Any) -> filing.FileDocument:
        given: dict[str, Any] = {
            "agency_id": agency.id,
            "obligation": "s10_notice",
            "document_date": date(2023, 9, 22),
            "file_name": "ประกาศ.pdf",
        }
        if "upload" not in differently:
            given["upload"] = self.upload()
        return filing.FileDocument.model_validate(given | differently)

    def turn(
        self, document: filing.Document, status: str, agency: AgencyState, version: int | None = None
    ) -> filing.Document:
        request = filing.ChangePublication.model_validate(
            {
                "agency_id": agency.id,
                "document_id": document.id,
                "version": document.version if version is None else version,
                "status": status,
            }
        )
        return self.ask(filing.CHANGE_PUBLICATION, request, at=agency)

    def page(self, agency: AgencyState) -> tuple[published.PublishedDocument, ...]:
        """What the public sees of the agency."""
        return self.ask(published.LIST_PUBLISHED, published.ListPublished(agency_id=agency.id)).items

    def import_archive(self, content: bytes, dry_run: bool = False) -> ImportOutcome:
        """What came of an import, also of one that was rejected. Raises the Refusal with which it failed otherwise."""
        request = carrying_over.ImportFilings(upload=self.upload(content), dry_run=dry_run)
        ordered = self.ask(carrying_over.IMPORT_FILINGS, request, role=Role.DGA_ADMIN)
        self.work()
        job = self.ask(carrying_over.GET_FILING_IMPORT, GetJob(job_id=ordered.id), role=Role.DGA_ADMIN)
        self.last_import = job
        if job.outcome is not None:
            return job.outcome
        assert job.problem is not None
        if job.problem.code is not ErrorCode.IMPORT_REJECTED:
            raise Refusal.from_wire(job.problem)
        counts = {"created": 0, "changed": 0, "unchanged": 0, "problem_count": job.problem.details["count"]}
        return ImportOutcome.model_validate({**counts, "problems": job.problem.details["problems"]})

    def work(self) -> None:
        """Do what was ordered."""
        service = DocumentsService()
        service.process, service.rooms = self.process, self.rooms  # type: ignore[assignment]
        while held := self.process.jobs.take(carrying_over.FILING_IMPORT.name, timedelta(seconds=15)):
            service.do_filing_import(held)

    def left_by_the_last_import(self) -> str:
        """The file with its problems."""
        name = name_of(self.last_import.id, PROBLEMS_FILE)
        return self.store.get_object(self.bucket, name).read().decode("utf-8-sig")

    def ask(
        self,
        operation: Operation[RequestT, ReplyT],
        request: RequestT,
        at: AgencyState | None = None,
        role: Role | None = None,
        key: str | None = None,
        name: str = "สมชาย ใจดี",
    ) -> ReplyT:
        """The reply to an officer of the agency `at` (None: a visitor, or somebody for the whole country by `role`).

        Raises the Refusal that the service answers with.
        """
        return self.send(operation, request.model_dump(mode="json"), self._headers(at, role, key or uuid4().hex, name))

    def send_malformed(
        self, operation: Operation[RequestT, ReplyT], payload: dict[str, Any], at: AgencyState
    ) -> ReplyT:
        """As `ask`, with whatever a careless client sends."""
        return self.send(operation, payload, self._headers(at, None, uuid4().hex, "สมชาย ใจดี"))

    def answer(self, method: str, payload: dict[str, Any], headers: dict[str, Any]) -> dict[str, Any]:
        """What the service answers to whatever comes over the bus."""
        service = DocumentsService()
        service.process, service.rooms = self.process, self.rooms  # type: ignore[assignment]
        service.headers = headers  # type: ignore[assignment]
        answer: dict[str, Any] = getattr(service, method)(payload)
        return answer

    def send(self, operation: Operation[RequestT, ReplyT], payload: dict[str, Any], headers: dict[str, Any]) -> ReplyT:
        answer = self.answer(operation.method, payload, headers)
        if "error" in answer:
            raise Refusal.from_wire(WireError.model_validate(answer["error"]))
        return operation.reply.model_validate(answer["ok"])

    def _headers(self, at: AgencyState | None, role: Role | None, key: str, name: str) -> dict[str, Any]:
        headers: dict[str, Any] = {"idempotency_key": key}
        if at or role:
            grant = Grant(id="grant-1", role=role or Role.CENTRAL_OFFICER, agency_id=at.id if at else None)
            caller = Caller(subject="officer-1", name=name, grants=(grant,), grants_version=1)
            private_key = self.process.settings.need("access_token_private_key")
            headers["access_token"] = sign(private_key, caller, datetime.now(UTC), timedelta(minutes=5))
        return headers

    def forget_claims(self) -> None:
        """As if everything had been filed before claims were kept."""
        database()["kept_files"].delete_many({})

    def history(self) -> list[Recorded]:
        """Everything that was recorded, oldest first."""
        return [
            Recorded(e["subject"], e["type"], e["data"], e["before"], (e["actor"] or {}).get("name", ""))
            for e in database()[LOG].find().sort("_id")
        ]

    def kept(self) -> dict[str, bytes]:
        """The files that are kept for ever, by SHA-256."""
        return {
            name.removeprefix("documents/").removesuffix(".pdf"): content
            for name, content in self._objects("documents/").items()
        }

    def in_quarantine(self) -> set[str]:
        return {name.removeprefix("quarantine/") for name in self._objects("quarantine/")}

    def _objects(self, prefix: str) -> dict[str, bytes]:
        found = self.store.list_objects(self.bucket, prefix=prefix)
        names = [entry.object_name for entry in found if entry.object_name]
        return {name: self.store.get_object(self.bucket, name).read() for name in names}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
