"""The agencies service in hand: its real entry points, on a real database and store, without the bus between."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from chassis import s3
from chassis.access_tokens import sign
from chassis.event_log import LOG
from chassis.job_files import name_of
from chassis.mongo import Record, database
from chassis.service import Process
from contracts.calls import Call, Caller, Grant
from contracts.errors import ErrorCode, Refusal, WireError
from contracts.events.agencies import AgencyState
from contracts.imports import PROBLEMS_FILE
from contracts.jobs import GetJob
from contracts.operations import Operation, ReplyT, RequestT
from contracts.rpc import agencies as rpc
from contracts.rpc.agencies import reorganising
from contracts.vocabulary import Role
from services.agencies.domain.agency import Agency
from services.agencies.domain.days import BANGKOK, day_in_bangkok
from services.agencies.service import AgenciesService
from services.agencies.usecases.get_agency import get_agency
from services.agencies.wiring import Parts
from tests.builders.agencies import agencies_csv, code


class RegistryOffice:
    """Whoever wants to know or change something about agencies comes here."""

    def __init__(self, process: Process, parts: Parts) -> None:
        self.process = process
        self.parts = parts

    @property
    def today(self) -> date:
        return day_in_bangkok(datetime.now(UTC))

    def import_rows(self, *rows: dict[str, str], dry_run: bool = False) -> rpc.ImportOutcome:
        return self.import_file(agencies_csv(rows), dry_run=dry_run)

    def import_file(
        self,
        content: bytes,
        dry_run: bool = False,
        role: Role = Role.DGA_ADMIN,
        kind: rpc.ImportFormat = rpc.ImportFormat.CSV,
    ) -> rpc.ImportOutcome:
        """What came of an import, also of one that was rejected. Raises the Refusal with which it failed otherwise."""
        return self.import_uploaded(self.upload(content), dry_run, role, kind)

    def import_uploaded(
        self,
        upload: str,
        dry_run: bool = False,
        role: Role = Role.DGA_ADMIN,
        kind: rpc.ImportFormat = rpc.ImportFormat.CSV,
    ) -> rpc.ImportOutcome:
        request = rpc.ImportAgencies(upload=upload, format=kind, dry_run=dry_run)
        ordered = self.ask(rpc.IMPORT_AGENCIES, request, role=role)
        self.work()
        job = self.ask(rpc.GET_AGENCY_IMPORT, GetJob(job_id=ordered.id), role=role)
        if job.outcome is not None:
            return job.outcome
        assert job.problem is not None
        if job.problem.code is not ErrorCode.IMPORT_REJECTED:
            raise Refusal.from_wire(job.problem)
        told = job.problem.details
        counts = {"created": 0, "changed": 0, "unchanged": 0, "problem_count": told["count"]}
        return rpc.ImportOutcome.model_validate({**counts, "problems": told["problems"]})

    def problems_file(self) -> str:
        """What the last import left."""
        store, bucket = s3.connect(self.process.settings)
        newest = database()["jobs"].find_one(sort=[("requested_at", -1)])
        assert newest is not None
        with store.get_object(bucket, name_of(newest["_id"], PROBLEMS_FILE)) as found:
            return str(found.read().decode("utf-8-sig"))

    def work(self) -> None:
        """Do what was ordered."""
        service = AgenciesService()
        service.process, service.rooms = self.process, self.parts  # type: ignore[assignment]
        lease = timedelta(seconds=15)
        while held := self.process.jobs.take(rpc.AGENCY_IMPORT.name, lease):
            service.do_agency_import(held)

    def upload(self, content: bytes) -> str:
        """Put bytes where the gateway puts them."""
        upload = str(uuid4())
        store, bucket = s3.connect(self.process.settings)
        store.put_object(bucket, f"quarantine/{upload}", io.BytesIO(content), len(content))
        return upload

    def add(self, *agencies: Agency) -> None:
        """Agencies with a past that no import could give them."""
        self.parts.book.add(agencies, self.today)

    def id_of(self, number: int) -> str:
        """The id of the agency with that code."""
        return self.parts.book.by_codes([code(number)])[code(number)].id

    def see(self, number: int, **who: Any) -> rpc.Agency:
        """The agency with that code, as somebody (default: the public) sees it today."""
        return self.ask(rpc.GET_AGENCY, rpc.GetAgency(agency_id=self.id_of(number)), **who)

    def see_on(self, day: date, number: int) -> rpc.Agency:
        """The agency as the public will see it, or saw it, at noon of that day."""
        call = Call(now=datetime.combine(day, time(12), BANGKOK), trace_id="0" * 32)
        return get_agency(rpc.GetAgency(agency_id=self.id_of(number)), call, self.parts.book, self.parts.rights)

    def change(self, number: int, version: int = 1, from_day: date | None = None, **details: Any) -> rpc.Agency:
        """Change details of the agency with that code, as its own central officer."""
        agency_id = self.id_of(number)
        given = rpc.AgencyDetails.model_validate({"name_th": "หน่วยงาน"} | details)
        request = rpc.ChangeAgency(agency_id=agency_id, version=version, details=given, effective_on=from_day)
        return self.ask(rpc.CHANGE_AGENCY, request, role=Role.CENTRAL_OFFICER, at=number)

    def version_of(self, number: int) -> int:
        return self.parts.book.by_codes([code(number)])[code(number)].version

    def register(self, number: int, under: int | None = None, role: Role = Role.DGA_ADMIN, **said: Any) -> rpc.Agency:
        """A new agency, registered by itself."""
        who = said.pop("at", None)
        plausible = {"code": code(number), "level": "agency", "reason": "กฎกระทรวงแบ่งส่วนราชการ"}
        plausible |= {"parent_id": None if under is None else self.id_of(under)}
        plausible |= {"details": {"name_th": said.pop("name_th", f"หน่วยงานที่ {number}")}}
        request = reorganising.RegisterAgency.model_validate(plausible | said)
        return self.ask(reorganising.REGISTER_AGENCY, request, role=role, at=who)

    def move(self, number: int, to: int | None, **said: Any) -> reorganising.MoveOutcome:
        to_id = None if to is None else self.id_of(to)
        return self._reorganise(reorganising.MOVE_AGENCY, number, {"to_parent_id": to_id}, said)

    def merge(self, number: int, *merged: int, **said: Any) -> rpc.Agency:
        """Merge agencies into the one with that code."""
        ids = [self.id_of(each) for each in merged]
        return self._reorganise(reorganising.MERGE_AGENCIES, number, {"merged_ids": ids}, said)

    def split(self, number: int, *successors: int, children: dict[int, int] | None = None, **said: Any) -> rpc.Agency:
        goes = {self.id_of(child): self.id_of(to) for child, to in (children or {}).items()}
        about = {"successor_ids": [self.id_of(each) for each in successors], "children_to": goes}
        return self._reorganise(reorganising.SPLIT_AGENCY, number, about, said)

    def dissolve(self, number: int, **said: Any) -> rpc.Agency:
        return self._reorganise(reorganising.DISSOLVE_AGENCY, number, {}, said)

    def reopen(self, number: int, under: int | None, **said: Any) -> rpc.Agency:
        parent_id = None if under is None else self.id_of(under)
        return self._reorganise(reorganising.REOPEN_AGENCY, number, {"parent_id": parent_id}, said)

    def _reorganise(
        self, operation: Operation[RequestT, ReplyT], number: int, about: dict[str, Any], said: dict[str, Any]
    ) -> ReplyT:
        role, at = said.pop("role", Role.DGA_ADMIN), said.pop("at", None)
        if (children_to := said.pop("children_to", None)) is not None:
            about = about | {"children_to_id": self.id_of(children_to)}
        seen = {"agency_id": self.id_of(number), "version": self.version_of(number), "reason": "มติคณะรัฐมนตรี"}
        return self.ask(operation, operation.request.model_validate(seen | about | said), role=role, at=at)

    def names(self, role: Role | None = None, at: int | None = None, **wanted: Any) -> list[str]:
        """The Thai names on the page asked for."""
        page = self.ask(rpc.LIST_AGENCIES, rpc.ListAgencies.model_validate(wanted), role=role, at=at)
        return [agency.name_th for agency in page.items]

    def ask(
        self,
        operation: Operation[RequestT, ReplyT],
        request: RequestT,
        role: Role | None = None,
        at: int | None = None,
    ) -> ReplyT:
        """The reply to a visitor, or to somebody with a role at the agency `at` (None: for the whole country).

        Raises the Refusal that the service answers with.
        """
        self._let_events_arrive()
        service = AgenciesService()
        service.process, service.rooms = self.process, self.parts  # type: ignore[assignment]
        service.headers = self._headers(role, at)  # type: ignore[assignment]
        answer = getattr(service, operation.method)(request.model_dump(mode="json"))
        if "error" in answer:
            raise Refusal.from_wire(WireError.model_validate(answer["error"]))
        return operation.reply.model_validate(answer["ok"])

    def _headers(self, role: Role | None, at: int | None) -> dict[str, Any]:
        headers: dict[str, Any] = {"idempotency_key": uuid4().hex}
        if role is not None:
            grant = Grant(id="grant-1", role=role, agency_id=None if at is None else self.id_of(at))
            caller = Caller(subject="officer-1", name="สมหญิง ใจดี", grants=(grant,), grants_version=1)
            private_key = self.process.settings.need("access_token_private_key")
            headers["access_token"] = sign(private_key, caller, datetime.now(UTC), timedelta(minutes=5))
        return headers

    def _let_events_arrive(self) -> None:
        self.process.directory.apply(
            AgencyState.model_validate(entry["data"]["agency"]) for entry in self.history() if "agency" in entry["data"]
        )

    def history(self) -> list[Record]:
        """Everything that was recorded, oldest first."""
        return list(database()[LOG].find().sort("_id"))

    def queries_of(self, asking: Callable[[], object], of: str = "agencies") -> Iterable[str]:
        """The names of the database commands that reading agencies took."""
        db = database()
        db.command("profile", 2)
        try:
            asking()
        finally:
            db.command("profile", 0)
        found = db["system.profile"].find({"ns": f"{db.name}.{of}", "op": {"$in": ["query", "command"]}})
        commands = [next(iter(entry["command"])) for entry in found]
        db["system.profile"].drop()
        return commands
