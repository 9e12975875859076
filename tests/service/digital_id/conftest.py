"""The Digital ID on a real database of its own, with a clock that the test can move on."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pymongo
import pytest
from jinja2 import FileSystemBytecodeCache
from pymongo.database import Database
from structlog.testing import capture_logs
from structlog.typing import EventDict

from chassis.config import Settings
from deploy.local.stack import Stack
from services.identity.digital_id.app import DigitalId, create_app
from tests.builders.digital_id import PASSWORD, Authenticator, Browser, Clock, Mailbox, Page, RelyingParty


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def database(stack: Stack) -> Iterator[Database[Any]]:
    """One for all tests of the Digital ID: making its collections takes longer than most of them."""
    with pymongo.MongoClient(stack.settings.need("mongo_url")) as server:
        database = server[f"t{secrets.token_hex(6)}_digital_id"]
        yield database
        server.drop_database(database)


@pytest.fixture
def settings(settings: Settings, database: Database[Any], tmp_path: Path) -> Iterator[Settings]:
    """With an empty database, and a directory of the test's own in which the mails lie."""
    prefix = database.name.removesuffix("_digital_id")
    yield settings.model_copy(update={"data": tmp_path, "mongo_prefix": prefix})
    for name in database.list_collection_names():
        database[name].delete_many({})


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Compiled once for the applications of all tests: to compile them takes longer than to show a page."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, clock: Clock, compiled_templates: FileSystemBytecodeCache) -> Iterator[DigitalId]:
    app = create_app(settings, clock)
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    app.close()


@pytest.fixture
def browsers(app: DigitalId, settings: Settings) -> Callable[..., Browser]:
    """New browsers, without any cookie."""
    return lambda **given: Browser(app, settings, **given)


@pytest.fixture
def browser(browsers: Callable[..., Browser]) -> Browser:
    return browsers()


@pytest.fixture
def client(app: DigitalId, settings: Settings) -> RelyingParty:
    return RelyingParty(app, settings)


@pytest.fixture
def mailbox(settings: Settings) -> Mailbox:
    return Mailbox(settings)


@pytest.fixture
def logged() -> Iterator[list[EventDict]]:
    """What is logged while the test runs."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def authenticator(browser: Browser, clock: Clock) -> Authenticator:
    """The browser's officer, registered and signed in, has switched the second factor on with this app."""
    browser.register()
    browser.sign_in(browser.get("/sign-in?to=account"))
    enrolment = browser.submit(browser.get("/account/second-factor"), password=PASSWORD)
    app = Authenticator(clock, enrolment)
    assert browser.submit(enrolment, code=app.code()).status == 200
    return app


@pytest.fixture
def consent_page(browser: Browser, client: RelyingParty) -> Page:
    """An officer has registered, was sent here by the client and has signed in."""
    browser.register()
    return browser.sign_in(browser.get(client.address()))


@pytest.fixture
def code(browser: Browser, consent_page: Page) -> str:
    """The code that the client gets after that officer has consented."""
    return browser.submit(consent_page, decision="allow").answer["code"]
