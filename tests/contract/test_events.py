"""Producer and consumer agree on every event."""

from __future__ import annotations

import json

import jsonschema
import pytest

from contracts.events.envelope import Event
from contracts.events.schemas import DIRECTORY, EVENTS, schema_of, text_of
from deploy.operator import handlers
from tests.builders.events import example_message

HANDLED = {kind for _, kinds in handlers() for kind in kinds}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
def test_the_published_schema_is_that_of_the_model(event: type[Event]):
    assert (DIRECTORY / f"{event.TYPE}.json").read_text() == text_of(event), (
        "run `make schemas` and read the difference"
    )


def test_there_is_no_schema_without_an_event():
    assert {path.stem for path in DIRECTORY.glob("*.json")} == {event.TYPE for event in EVENTS}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
def test_what_a_producer_publishes_fits_the_schema_and_a_consumer_reads_the_same(event: type[Event]):
    example, message = example_message(event)

    jsonschema.validate(message, schema_of(event), cls=jsonschema.Draft202012Validator)
    assert event.model_validate(message["data"]) == example
    assert json.loads(json.dumps(message)) == message


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
def test_a_message_that_lacks_what_consumers_need_does_not_fit(event: type[Event]):
    _, message = example_message(event)
    message["data"].pop(next(iter(message["data"])))

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(message, schema_of(event), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.TYPE)
def test_every_event_has_a_consumer_or_says_why_not(event: type[Event]):
    assert (event in HANDLED) != bool(event.PUBLIC)
