"""Thai unless the reader says otherwise."""

import pytest

from gateway.languages import preferred


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        ("", "th"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("th,en;q=0.9", "th"),
        ("th;q=0.4, en;q=0.8", "en"),
        ("en, th", "en"),
        ("fr, de;q=0.5", "th"),
        ("*", "th"),
        ("en;q=0", "th"),
        ("en;q=much", "th"),
    ],
)
def test_the_language_of_an_answer(accept_language: str, language: str) -> None:
    assert preferred(accept_language) == language
