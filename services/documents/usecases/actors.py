"""Under which name a change is shown."""

from contracts.calls import Call


def name_of(call: Call) -> str:
    """The name of whoever calls (บันทึกล่าสุดโดย). Empty for a call without a caller, which no command is."""
    return call.caller.name if call.caller else ""
