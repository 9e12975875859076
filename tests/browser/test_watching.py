"""A browser of the tests complains of what no page may do: without that, none of its tests would mean anything."""

from __future__ import annotations

import pytest

from tests.browser.browsing import Browsing

pytestmark = pytest.mark.system

WAYS_OUT = {
    "a third party": "document.body.append(Object.assign(new Image(), {src: 'http://third.example/x.png'}))",
    "a script in the page": "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
    "a style in the page": "document.body.setAttribute('style', 'color: red')",
    "what is not there": "document.body.append(Object.assign(new Image(), {src: '/static/none.png'}))",
    "an error of a script": "setTimeout(() => { throw new Error('broken') })",
}


@pytest.mark.parametrize("script", WAYS_OUT.values(), ids=WAYS_OUT)
def test_a_page_that_does_what_it_may_not_is_complained_of(script: str, browsing: Browsing) -> None:
    browsing.go("/")
    assert browsing.complaints == []

    browsing.page.evaluate(script)

    browsing.until(lambda: browsing.complaints, "the browser complains")
    browsing.complaints.clear()


def test_axe_finds_what_nobody_can_read(browsing: Browsing) -> None:
    browsing.go("/")
    browsing.page.evaluate("document.querySelector('h1').innerHTML = '<img src=/static/icon.svg>'")

    with pytest.raises(AssertionError, match="image-alt"):
        browsing.require_accessible()


def test_what_is_wider_than_the_window_is_named(browsing: Browsing) -> None:
    browsing.go("/")
    browsing.page.evaluate("document.querySelector('h1').style.setProperty('width', '3000px')")

    with pytest.raises(AssertionError, match="3000|wider"):
        browsing.require_fitting()
