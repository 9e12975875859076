"""How officers' names are written."""

import pytest

from services.identity.domain.officers import Officer, written

SARA_AM, NIKHAHIT, SARA_AA = "\u0e33", "\u0e4d", "\u0e32"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (f"ก{NIKHAHIT}{SARA_AA}ธร", f"ก{SARA_AM}ธร"),
        (f"ก{SARA_AM}ธร", f"ก{SARA_AM}ธร"),
        ("  สมชาย \u00a0 ใจดี\n", "สมชาย ใจดี"),
        ("Rene\u0301", "René"),
    ],
)
def test_a_name_is_kept_in_one_spelling(given, kept):
    assert written(given) == kept


def test_a_later_sign_in_changes_name_and_email_and_nothing_else():
    officer = Officer("id", "https://id", "subject", "สมหญิง ใจดี", "old@example.go.th", grants_version=3)
    assert officer.as_known_now("สมหญิง  รักชาติ", None) == Officer(
        "id", "https://id", "subject", "สมหญิง รักชาติ", None, grants_version=3
    )
