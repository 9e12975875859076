"""What is wrong with a field of a request, in words for people, from pydantic's own error types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.errors import FieldProblem

# By pydantic's error type. Values in braces come from the error's context.
TEXTS: Mapping[str, tuple[str, str]] = {
    "missing": ("จำเป็นต้องระบุ", "This field is required."),
    "extra_forbidden": ("ไม่มีช่องข้อมูลชื่อนี้", "There is no field of this name."),
    "enum": ("ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้: {expected}", "Must be one of: {expected}."),
    "literal_error": ("ต้องเป็นค่าใดค่าหนึ่งต่อไปนี้: {expected}", "Must be one of: {expected}."),
    "string_too_short": ("ต้องมีอย่างน้อย {min_length} ตัวอักษร", "Must have at least {min_length} characters."),
    "string_too_long": ("ต้องไม่เกิน {max_length} ตัวอักษร", "Must have at most {max_length} characters."),
    "string_pattern_mismatch": ("รูปแบบไม่ถูกต้อง", "Is not in the expected format."),
    "string_type": ("ต้องเป็นข้อความ", "Must be text."),
    "greater_than_equal": ("ต้องไม่น้อยกว่า {ge}", "Must be at least {ge}."),
    "less_than_equal": ("ต้องไม่เกิน {le}", "Must be at most {le}."),
    "json_invalid": ("ไม่ใช่ JSON ที่ถูกต้อง", "Is not valid JSON."),
    "model_attributes_type": ("ต้องส่งเป็น JSON (application/json)", "Must be a JSON object sent as application/json."),
    "dict_type": ("ต้องส่งเป็น JSON (application/json)", "Must be a JSON object sent as application/json."),
}
BY_PREFIX: tuple[tuple[str, tuple[str, str]], ...] = (
    ("date", ("ต้องเป็นวันที่แบบ ปปปป-ดด-วว (ค.ศ.) เช่น 2023-09-22", "Must be a date such as 2023-09-22.")),
    ("int", ("ต้องเป็นจำนวนเต็ม", "Must be a whole number.")),
    ("bool", ("ต้องเป็น true หรือ false", "Must be true or false.")),
    ("uuid", ("ต้องเป็นรหัส UUID", "Must be a UUID.")),
)
ANY = ("ข้อมูลไม่ถูกต้อง", "Is not valid.")

_PLACES = frozenset({"body", "query", "path", "header", "cookie"})


def field_problems(errors: Iterable[Mapping[str, Any]]) -> tuple[FieldProblem, ...]:
    """One problem for each of pydantic's errors; `field` is the path inside the body, or the parameter's name."""
    return tuple(_problem(error) for error in errors)


def problem(field: str, thai: str, english: str) -> FieldProblem:
    return FieldProblem(field=field, message_th=thai, message_en=english)


def _problem(error: Mapping[str, Any]) -> FieldProblem:
    path = [str(part) for part in error["loc"] if part not in _PLACES]
    kind = error["type"]
    thai, english = TEXTS.get(kind) or next((texts for prefix, texts in BY_PREFIX if kind.startswith(prefix)), ANY)
    context = error.get("ctx") or {}
    if kind == "json_invalid":
        path = []
    return problem(".".join(path) or "body", thai.format_map(_Given(context)), english.format_map(_Given(context)))


class _Given(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "-"
