"""JSON Schemas of the events, as files that other systems' developers can use: contracts/schemas/<type>.json.

`make schemas` (python -m contracts.events.schemas) writes them; a test holds the files against the models, so that a
change of what is published is seen in review. A change that a consumer could notice takes a new version of the type.
"""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import JsonValue

from contracts.events import agencies, documents, identity, reporting
from contracts.events.envelope import Envelope, Event

DIRECTORY = Path(__file__).parents[1] / "schemas"
EVENTS: tuple[type[Event], ...] = tuple(
    value
    for module in (agencies, documents, identity, reporting)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Event) and "TYPE" in vars(value)
)
"""Every event there is."""


def schema_of(event: type[Event]) -> dict[str, JsonValue]:
    """The schema of the whole CloudEvents message, with the event's data inside."""
    message = Envelope.model_json_schema(mode="serialization")
    data = event.model_json_schema(mode="serialization")
    definitions = {**message.pop("$defs", {}), **data.pop("$defs", {})}
    message["properties"] |= {"type": {"const": event.TYPE}, "data": data}
    meta = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"/schemas/{event.TYPE}.json"}
    return {**meta, **message, "title": event.TYPE, "description": event.__doc__ or "", "$defs": definitions}


def text_of(event: type[Event]) -> str:
    """The file's content."""
    return json.dumps(schema_of(event), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    DIRECTORY.mkdir(exist_ok=True)
    for event in EVENTS:
        (DIRECTORY / f"{event.TYPE}.json").write_text(text_of(event))


if __name__ == "__main__":
    main()
