"""Pages of text: guidelines, manuals, questions and answers, about, contact, accessibility, privacy.

Each is a file for each language in gateway/portal/content, in Markdown; its first line is its heading.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from gateway.auth.guards import PUBLIC
from gateway.languages import Language, language_of
from gateway.portal.pages import page
from gateway.routes import Routes

CONTENT = Path(__file__).parents[1] / "content"
NAMES = ("guidelines", "manuals", "faq", "about", "contact", "accessibility", "privacy")

routes = Routes("information")


@dataclass(frozen=True)
class Heading:
    """A second-level heading, to which the list at the top of the page leads."""

    id: str
    text: str


@dataclass(frozen=True)
class Text:
    title: str
    contents: tuple[Heading, ...]
    body: Markup


@functools.cache
def text_of(name: str, language: Language) -> Text:
    """The page as it stands in its file. HTML in the file is shown as text: our own files have none."""
    title, _, source = (CONTENT / language / f"{name}.md").read_text(encoding="utf-8").partition("\n")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(source)
    contents: list[Heading] = []
    for token, inside in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            token.attrSet("id", f"part-{len(contents) + 1}")
            contents.append(Heading(f"part-{len(contents) + 1}", inside.content))
    body = Markup(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S704 - from our own files
    return Text(title.removeprefix("# "), tuple(contents), body)


def _declare(name: str) -> None:
    @routes.page("GET", f"/{name}", guard=PUBLIC)
    async def information_page(request: Request) -> Response:
        return await page(request, "public/information.html", name=name, text=text_of(name, language_of(request)))


for _name in NAMES:
    _declare(_name)
