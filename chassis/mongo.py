"""MongoDB: the connection of a process and transactions that every call inside joins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar

import mongoengine
import structlog
from mongoengine.connection import get_connection, get_db
from mongoengine.errors import OperationError
from pymongo import MongoClient, ReadPreference, WriteConcern
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError
from pymongo.read_concern import ReadConcern

from chassis.config import Settings

T = TypeVar("T")
_TOO_LARGE_FOR_CACHE = 388
Record = dict[str, Any]  # a stored document: BSON has no static type; it is mapped to types where it enters our code


@dataclass
class _Unit:
    """What has been put off until the end of the running transaction."""

    before_commit: list[Callable[[], None]] = field(default_factory=list)
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    after_rollback: list[Callable[[], None]] = field(default_factory=list)
    made: dict[object, Any] = field(default_factory=dict)

    def start_again(self) -> None:
        self.before_commit.clear()
        self.after_commit.clear()
        self.after_rollback.clear()
        self.made.clear()


_UNIT: ContextVar[_Unit | None] = ContextVar("unit", default=None)


def connect(settings: Settings, service: str) -> Database[Record]:
    """Connect MongoEngine (and this process) to the service's own database, <prefix>_<service>.

    Writes are acknowledged by the majority's journals, MongoDB's default for a replica set since version 5: what is
    acknowledged survives the loss of a process or machine. It is not set here: PyMongo would send a write concern of
    the connection along with each write of a transaction that joins by context, which the server refuses.
    """
    mongoengine.connect(
        db=f"{settings.mongo_prefix}_{service}",
        host=settings.need("mongo_url"),
        uuidRepresentation="standard",
        tz_aware=True,
        retryWrites=True,
        serverSelectionTimeoutMS=5000,
        appname=app_name(settings, service),
    )
    return database()


def app_name(settings: Settings, service: str) -> str:
    """What the service's connections call themselves; no other service's or installation's do."""
    return f"{settings.mongo_prefix}-{service}"


def disconnect() -> None:
    """Close the connection. Each document class forgets its collection; MongoEngine itself overlooks one of two classes
    that have the same name in different services."""
    mongoengine.disconnect()
    for document in _document_classes(mongoengine.Document):
        document._collection = None


def _document_classes(base: type[mongoengine.Document]) -> Iterator[type[mongoengine.Document]]:
    for document in base.__subclasses__():
        yield document
        yield from _document_classes(document)


def database() -> Database[Record]:
    db: Database[Record] = get_db()
    return db


def client() -> MongoClient[Record]:
    connection: MongoClient[Record] = get_connection()
    return connection


def prepare(*documents: type[mongoengine.Document]) -> None:
    """Create the collections and indexes of MongoEngine documents: inside a transaction neither may be created."""
    existing = set(database().list_collection_names())
    for document in documents:
        name = document._get_collection_name()
        if name not in existing:
            ensure_collection(name)
        _make_indexes(document)


def _make_indexes(document: type[mongoengine.Document]) -> None:
    """Two at a time: of an index the database makes the keys with one processor."""
    collection: Collection[Record] = document._get_collection()

    def make(index: Mapping[str, Any]) -> None:
        options = dict(index)
        collection.create_index(options.pop("fields"), **options)

    with ThreadPoolExecutor(2) as makers:
        for _ in makers.map(make, document._meta["index_specs"]):
            pass


def ensure_collection(name: str) -> None:
    db = database()
    if name not in db.list_collection_names():
        # Two processes may start at once: whoever comes second finds it made.
        db.command({"create": name}, check=False, allowable_errors=["NamespaceExists", 48])


class TooMuchAtOnce(Exception):
    """A transaction changes more than fits into the database's cache (docs/operations.md says how much that is)."""

    code = "too_much_at_once"


def in_transaction(function: Callable[[], T]) -> T:
    """Run `function` in one transaction: all of it is stored, with what it put off until the commit, or nothing is.

    It is run again from the start when another transaction got in its way, so it must not act on the outside world
    except in ways that may be repeated. Inside another `in_transaction` it simply joins that one. Raises TooMuchAtOnce
    when it changes more than the database can hold uncommitted.
    """
    if _UNIT.get() is not None:
        return function()
    unit = _Unit()

    def attempt(_: object) -> T:
        unit.start_again()
        try:
            result = function()
            for action in unit.before_commit:
                action()
        except OperationError as error:
            raise _drivers_error(error) from None
        return result

    try:
        result = _run(unit, attempt)
    except Exception as error:
        _follow_up(unit.after_rollback, "after_rollback_failed")
        if _is_too_much(error):
            raise TooMuchAtOnce from error
        raise
    _follow_up(unit.after_commit, "after_commit_failed")
    return result


def _run(unit: _Unit, attempt: Callable[[object], T]) -> T:
    token = _UNIT.set(unit)
    try:
        with client().start_session() as session, session.bind(end_session=False):
            result: T = session.with_transaction(
                attempt,
                read_concern=ReadConcern("snapshot"),
                write_concern=WriteConcern("majority", j=True),
                read_preference=ReadPreference.PRIMARY,
            )
        return result
    finally:
        _UNIT.reset(token)


def _follow_up(actions: list[Callable[[], None]], failed: str) -> None:
    for action in actions:
        try:
            action()
        except Exception:
            structlog.get_logger().exception(failed)


def once_per_transaction(key: object, make: Callable[[], T]) -> T:
    """What `make` returned when first asked for `key` in the running transaction. RuntimeError outside of one."""
    made = _running().made
    if key not in made:
        made[key] = make()
    value: T = made[key]
    return value


def _is_too_much(error: BaseException) -> bool:
    cause: BaseException | None = _behind(error) if isinstance(error, OperationError) else error
    if not isinstance(cause, OperationFailure):
        return False
    details = cause.details or {}
    codes = {cause.code, *(failure["code"] for failure in details.get("writeErrors", ()))}
    return _TOO_LARGE_FOR_CACHE in codes


def _drivers_error(error: OperationError) -> BaseException:
    """The driver's error behind MongoEngine's, if it says that another transaction was in the way.

    MongoEngine wraps the driver's errors, which hides from the driver that it should run the transaction again.
    """
    cause = _behind(error)
    is_in_the_way = isinstance(cause, PyMongoError) and cause.has_error_label("TransientTransactionError")
    return cause if is_in_the_way and cause is not None else error


def _behind(error: OperationError) -> BaseException | None:
    """The driver's error that MongoEngine raised this one for."""
    cause: BaseException | None = error.__cause__ or error.__context__
    return cause


def before_commit(function: Callable[[], None]) -> None:
    """Have `function` run at the end of the running transaction, as part of it. Raises RuntimeError outside of one."""
    _running().before_commit.append(function)


def after_commit(function: Callable[[], None]) -> None:
    """Have `function` run once the running transaction has been committed (best effort: the process may die first)."""
    _running().after_commit.append(function)


def after_rollback(function: Callable[[], None]) -> None:
    """Have `function` run once the running transaction has been undone because what runs in it refuses (best effort).

    Only right before refusing. Outside of a transaction there is nothing to wait for: it runs at once.
    """
    unit = _UNIT.get()
    if unit is None:
        function()
    else:
        unit.after_rollback.append(function)


@contextmanager
def outside_transaction() -> Iterator[None]:
    """What is stored inside stays stored even when the surrounding transaction is rolled back (a failed attempt)."""
    token = _UNIT.set(None)
    try:
        with client().start_session() as session, session.bind(end_session=False):
            yield
    finally:
        _UNIT.reset(token)


def _running() -> _Unit:
    unit = _UNIT.get()
    if unit is None:
        raise RuntimeError("only possible inside a transaction")
    return unit
