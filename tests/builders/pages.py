"""A page's form as a browser sends it: every field with what stands in it, and the changes of whoever fills it in."""

from __future__ import annotations

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action
        self._inside = self._done = False
        self._area: str | None = None
        self._select: str | None = None
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "form":
            is_it = given.get("action") == self._action and given.get("method") == "post"
            self._inside = is_it and not self._done
        if not self._inside:
            return
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind not in ("file", "checkbox", "radio") or "checked" in given:
                self.found[name] = value
        elif tag == "textarea":
            self._area = name
            self.found[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and ("selected" in given or self._select not in self.found):
            self.found[self._select] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._done = self._done or self._inside
            self._inside = False
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._inside and self._area is not None:
            self.found[self._area] += data


def filled_in(page: str, action: str, changed: dict[str, str | None] | None = None) -> dict[str, str]:
    """The fields of the first form with that action. A change to None leaves the field out: a switch put off."""
    fields = _Fields(action)
    fields.feed(page)
    assert fields.found, f"no form for {action} on the page"
    sent: dict[str, str | None] = {**fields.found, **(changed or {})}
    return {name: value for name, value in sent.items() if value is not None}
