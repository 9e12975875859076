"""The Digital ID on a real database of its own, with a clock that the test can move on."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from chassis import mongo
from chassis.config import Settings
from services.identity.digital_id.app import create_app
from tests.builders.digital_id import Browser, Clock, Page, RelyingParty


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[Flask]:
    yield create_app(settings, clock)
    mongo.disconnect()


@pytest.fixture
def browsers(app: Flask, settings: Settings) -> Callable[..., Browser]:
    """New browsers, without any cookie."""
    return lambda **given: Browser(app, settings, **given)


@pytest.fixture
def browser(browsers: Callable[..., Browser]) -> Browser:
    return browsers()


@pytest.fixture
def client(app: Flask, settings: Settings) -> RelyingParty:
    return RelyingParty(app, settings)


@pytest.fixture
def consent_page(browser: Browser, client: RelyingParty) -> Page:
    """An officer has registered, was sent here by the client and has signed in."""
    browser.register()
    return browser.sign_in(browser.get(client.address()))


@pytest.fixture
def code(browser: Browser, consent_page: Page) -> str:
    """The code that the client gets after that officer has consented."""
    return browser.submit(consent_page, decision="allow").answer["code"]
