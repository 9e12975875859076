"""What every Nameko service is made of, so that none has to think of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar

import eventlet
from nameko.extensions import DependencyProvider

from chassis import inbox, job_files, mongo, orphans, revocations, schedule
from chassis.access_tokens import Verifier
from chassis.bus.consuming import Heard, handles
from chassis.bus.relay import Relay
from chassis.config import Settings
from chassis.directory import AgencyDirectory
from chassis.event_log import EventLog
from chassis.jobs import JobBook
from chassis.schedule import every
from contracts.events.agencies import AGENCY_EVENTS, OfAgency
from contracts.events.envelope import History
from contracts.events.identity import GrantGiven, GrantRevoked, OfficerReactivated, OfficerSuspended

ChangeOfRights = GrantGiven | GrantRevoked | OfficerSuspended | OfficerReactivated


@dataclass
class Process:
    """What a service's process has from the chassis; `wire` functions build the service's own rooms on it."""

    settings: Settings
    history: History
    directory: AgencyDirectory
    verifier: Verifier
    log: EventLog = field(repr=False)
    jobs: JobBook = field(repr=False, default_factory=JobBook)


def start(settings: Settings, service: str) -> Process:
    """Connect to the service's database and prepare what the chassis keeps there."""
    mongo.connect(settings, service)
    log = EventLog()
    directory = AgencyDirectory()
    log.prepare()
    inbox.prepare()
    revocations.prepare()
    directory.prepare()
    jobs = JobBook()
    jobs.prepare()
    schedule.prepare()
    keys = settings.need("access_token_public_keys").split(",")
    return Process(settings, log, directory, Verifier(keys), log, jobs)


class ProcessParts(DependencyProvider):
    """Gives a service's methods the process (`self.process`)."""

    def get_dependency(self, worker_ctx: Any) -> Process:
        process: Process = self.container.config["process"]
        return process


class MessageHeaders(DependencyProvider):
    """Gives a service's methods the headers of the message at hand (`self.headers`), without their `nameko.` prefix."""

    def get_dependency(self, worker_ctx: Any) -> dict[str, Any]:
        headers: dict[str, Any] = worker_ctx.data
        return headers


class Rooms(DependencyProvider):
    """Gives a service's methods its own parts (`self.rooms`), wired once in each process."""

    def __init__(self, wire: Callable[[Process], Any]) -> None:
        self._wire = wire
        super().__init__()

    def setup(self) -> None:
        self.parts = self._wire(self.container.config["process"])

    def get_dependency(self, worker_ctx: Any) -> Any:
        return self.parts


class Background(DependencyProvider):
    """What goes on beside the messages: the relay (a moment longer, to publish the last of it), the orphans' watch."""

    def setup(self) -> None:
        process: Process = self.container.config["process"]
        self.relay = Relay(process.settings.need("amqp_url"), self.container.service_name)
        process.log.committed, process.log.relay = self.relay.offer, self.relay.id

    def start(self) -> None:
        self.thread = self.container.spawn_managed_thread(self.relay.run, identifier="relay")
        name = mongo.app_name(self.container.config["process"].settings, self.container.service_name)
        self.container.spawn_managed_thread(lambda: orphans.watch(name), identifier="orphans")

    def stop(self) -> None:
        self.relay.stop()
        with eventlet.Timeout(5, False):
            self.thread.wait()

    def get_dependency(self, worker_ctx: Any) -> Relay:
        return self.relay


class Service:
    """Base of the services: the process, the headers, the relay, and what all of them keep from others' events."""

    name: ClassVar[str]
    process = ProcessParts()
    headers = MessageHeaders()
    background = Background()

    @handles(*AGENCY_EVENTS, repeatable=True)
    def keep_directory(self, heard: Sequence[Heard[OfAgency]]) -> None:
        self.process.directory.apply(each.event.agency for each in heard)

    @handles(GrantGiven, GrantRevoked, OfficerSuspended, OfficerReactivated, repeatable=True)
    def keep_grants_versions(self, heard: Sequence[Heard[ChangeOfRights]]) -> None:
        for each in heard:
            match each.event:
                case OfficerSuspended(officer=officer) | OfficerReactivated(officer=officer):
                    revocations.note(officer.id, officer.grants_version)
                case GrantGiven(grant=grant) | GrantRevoked(grant=grant):
                    revocations.note(grant.officer_id, grant.grants_version)

    @every(3600.0)
    def forget_finished_jobs(self, now: datetime) -> None:
        kept = timedelta(days=self.process.settings.jobs_kept_days)
        self.process.jobs.forget(now - kept, job_files.remover(self.process.settings))
