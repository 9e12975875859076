"""docs/settings.md, made from the settings themselves."""

from __future__ import annotations

import types
import typing
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from chassis.config import PREFIX, Settings
from deploy.local.processes import ROOT, SECRET_READERS

PATH = ROOT / "docs/settings.md"

INTRODUCTION = """\
# Settings

<!-- Made by `make settings-doc` from chassis/config.py; a test keeps them in step. -->

Every setting is an environment variable. A variable that starts with `PRAKAT_` and is not listed here, or a value that
does not parse, stops the start with a sentence that says which and why (exit status 2). Secrets have no defaults:
`make up` makes those that are unset and keeps them in `secrets.env` in the data directory.

| Setting | Value | Default | Meaning |
|---|---|---|---|
"""


def render() -> str:
    """The page, as text."""
    return INTRODUCTION + "".join(_row(name, field) for name, field in Settings.model_fields.items())


def write(path: Path = PATH) -> None:
    path.write_text(render(), encoding="utf-8")


def _row(name: str, field: FieldInfo) -> str:
    return f"| `{PREFIX}{name.upper()}` | {_value(field)} | {_default(name, field)} | {_escaped(field.description)} |\n"


def _value(field: FieldInfo) -> str:
    """What may be given, in words."""
    kinds = typing.get_args(field.annotation) if _is_optional(field.annotation) else (field.annotation,)
    kind = next(kind for kind in kinds if kind is not type(None))
    if typing.get_origin(kind) is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in typing.get_args(kind))
    words = {
        str: "text",
        bool: "true or false",
        int: "whole number",
        float: "number",
        Path: "path",
        SecretStr: "secret",
    }[kind]
    limits = ", ".join(filter(None, (_limit(constraint) for constraint in field.metadata)))
    return f"{words}, {limits}" if limits else words


def _limit(constraint: object) -> str:
    for attribute, sign in (("ge", "≥"), ("gt", ">"), ("le", "≤")):
        if hasattr(constraint, attribute):
            return f"{sign} {getattr(constraint, attribute)}"
    pattern = getattr(constraint, "pattern", None)
    return f"matching `{pattern}`" if pattern else ""


def _default(name: str, field: FieldInfo) -> str:
    if field.default is None:
        made = name in SECRET_READERS or name == "access_token_public_keys"
        return "made at the first start" if made else "unset"
    return f"`{field.default}`"


def _escaped(text: str | None) -> str:
    """Text that Markdown shows as it is."""
    return (text or "").replace("<", "\\<").replace("|", "\\|")


def _is_optional(annotation: object) -> bool:
    return typing.get_origin(annotation) in (types.UnionType, typing.Union)
