"""What an operator does from the command line: `python -m deploy.operator <command>`.

bootstrap-admin                 the first token of a new installation (dga_admin for the whole country)
carry-over MANIFEST DIRECTORY   carry filings of an older system over: a manifest (docs/imports.md) and its PDFs; with
                                --dry-run it is only looked through. Run again, it goes on where it stopped
dead-letters list               events that handlers could not handle, by queue
dead-letters replay QUEUE       deliver what is parked for a queue again, after the cause is mended
digital-id-keys list            the keys that sign ID tokens: which one signs, from when, which are published
digital-id-keys rotate          publish a new key; it signs after an hour, when every client knows it
digital-id-keys replace         a key has become known to somebody: a new one signs at once, the others are withdrawn
rebuild-ledger                  calculate the ledger of who complied anew from the event logs, while it is in use
rebuild-search                  make what documents are found by anew, from the documents and the agencies
replay QUEUE                    deliver to an event queue everything that its producers ever recorded, so that a new
                                service, or one restored from nothing, knows what the others know
verify-history                  prove that no service's history was altered; exits with 1 and names the flaws otherwise
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import structlog
from kombu import Connection

from chassis import mongo
from chassis.bus import dead_letters
from chassis.bus.replaying import replay_log
from chassis.config import Settings, SettingsError, load_settings
from chassis.directory import AgencyDirectory
from chassis.event_log import verify
from contracts.errors import Refusal
from contracts.events.envelope import Event
from contracts.rpc.identity import tokens
from deploy import digital_id_keys
from deploy.operators_token import operator_token
from gateway.clients import Bus, Context

SERVICES = ("identity", "agencies", "documents", "reporting")


def bootstrap_admin(settings: Settings) -> str:
    """The 15 digits of a fresh token for the role dga_admin in the whole country. Raises Refusal."""

    async def ask() -> str:
        async with Bus.connected(settings) as bus:
            context = Context(access_token=operator_token(settings))
            issued = await bus.call(tokens.BOOTSTRAP_ADMIN, tokens.BootstrapAdmin(), context)
            return issued.token

    return asyncio.run(ask())


def carry_filings_over(settings: Settings, manifest: Path, directory: Path, dry_run: bool) -> int:
    from deploy.migration.carrying_over import NotCarriedOver, carry_over  # only this one needs to read workbooks

    # This is a screen for a person: of what the libraries tell, only trouble belongs on it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("warning"))
    try:
        carry_over(settings, manifest, directory, dry_run, lambda text: print(text, flush=True))
    except KeyboardInterrupt:
        print("\nInterrupted. Run the command again to go on.", file=sys.stderr)
        return 130
    except (NotCarriedOver, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def handlers() -> Iterator[tuple[str, tuple[type[Event], ...]]]:
    """Every event handler that the services declare: the name of its queue and the events that it hears."""
    for service in SERVICES:
        module = import_module(f"services.{service}.service")
        classes = (v for v in vars(module).values() if isinstance(v, type) and v.__module__ == module.__name__)
        for service_class in classes:
            for name in dir(service_class):
                heard = getattr(getattr(service_class, name), "event_types", None)
                if heard:
                    yield f"events.{service}.{name}", heard


def list_dead_letters(settings: Settings) -> int:
    total = 0
    with Connection(settings.need("amqp_url")) as connection:
        for queue, _ in sorted(handlers(), key=lambda handler: handler[0]):
            for letter in dead_letters.parked(connection, queue):
                total += 1
                print(f"{queue}  {letter.type}  about {letter.subject}  id {letter.event_id}  tried {letter.attempts}x")
    print(f"{total} dead letters." + (" Replay with: dead-letters replay QUEUE" if total else ""))
    return 0


def replay_dead_letters(settings: Settings, queue: str) -> int:
    with Connection(settings.need("amqp_url")) as connection:
        print(f"{dead_letters.replay(connection, queue)} events delivered to {queue} again.")
    return 0


def replay(settings: Settings, queue: str) -> int:
    heard = dict(handlers()).get(queue)
    if heard is None:
        raise ValueError(f"{queue} is no event queue. There are: {', '.join(sorted(dict(handlers())))}")
    with Connection(settings.need("amqp_url")) as connection:
        for service in sorted({event.source_service() for event in heard}):
            types = [event.TYPE for event in heard if event.source_service() == service]
            mongo.connect(settings, service)
            replayed = replay_log(connection, service, types, queue)
            mongo.disconnect()
            print(f"{replayed} events of {service} delivered to {queue}.")
    return 0


def rebuild_documents_search(settings: Settings) -> int:
    from services.documents.store import DOCUMENTS, rebuild_search

    mongo.connect(settings, "documents")
    mongo.prepare(*DOCUMENTS)
    rebuilt = rebuild_search(AgencyDirectory().all())
    mongo.disconnect()
    print(
        f"{rebuilt.documents} documents can be found, by their names and those of {rebuilt.agencies} agencies; "
        f"{rebuilt.removed} entries of documents that there are none of were removed."
    )
    return 0


def rebuild_ledger(settings: Settings) -> int:
    from deploy.rebuilding_ledger import rebuild_ledger as rebuild

    print(rebuild(settings, print))
    return 0


def verify_history(settings: Settings) -> int:
    flawed = False
    for service in SERVICES:
        mongo.connect(settings, service)
        flaws = list(verify())
        entries = mongo.database()["event_log"].estimated_document_count()
        mongo.disconnect()
        flawed = flawed or bool(flaws)
        print(f"{service}: {entries} entries, {'nothing altered' if not flaws else f'{len(flaws)} FLAWS'}")
        for flaw in flaws:
            print(f"  {flaw.subject} entry {flaw.sequence}: {flaw.reason}")
    return 1 if flawed else 0


def main(arguments: list[str]) -> int:
    try:
        settings = load_settings(os.environ)
        match arguments:
            case ["bootstrap-admin"]:
                print(bootstrap_admin(settings))
                return 0
            case ["carry-over", manifest, directory, *options] if options in ([], ["--dry-run"]):
                return carry_filings_over(settings, Path(manifest), Path(directory), dry_run=bool(options))
            case ["dead-letters", "list"]:
                return list_dead_letters(settings)
            case ["dead-letters", "replay", queue]:
                return replay_dead_letters(settings, queue)
            case ["digital-id-keys", ("list" | "rotate" | "replace") as what]:
                print(digital_id_keys.manage(settings, what))
                return 0
            case ["rebuild-search"]:
                return rebuild_documents_search(settings)
            case ["replay", queue]:
                return replay(settings, queue)
            case ["rebuild-ledger"]:
                return rebuild_ledger(settings)
            case ["verify-history"]:
                return verify_history(settings)
    except (SettingsError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    except Refusal as refusal:
        print(refusal.on_the_wire().message_en, file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
