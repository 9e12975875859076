"""The forms on an HTML page, as far as a scripted browser needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """`hidden` are the values that the browser sends along unseen; `fields` the names of all inputs and buttons."""

    action: str
    hidden: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        elif tag in ("input", "button", "select", "textarea") and self.found and given.get("name"):
            form = self.found[-1]
            form.fields.add(given["name"])
            if given.get("type") == "hidden":
                form.hidden[given["name"]] = given.get("value", "")


def form_with(page: str, name: str) -> Form | None:
    """The first form of the page that has a field of that name."""
    forms = _Forms()
    forms.feed(page)
    return next((form for form in forms.found if name in form.fields), None)
