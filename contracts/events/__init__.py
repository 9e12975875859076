"""Facts, past tense. One module for each service that publishes them; `ALL` is every event there is."""

from contracts.events import agencies, documents, identity, reporting
from contracts.events.envelope import Event

ALL: tuple[type[Event], ...] = tuple(
    value
    for module in (agencies, documents, identity, reporting)
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, Event) and "TYPE" in vars(value)
)
