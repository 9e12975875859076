"""What a person is shown of an entry of their history."""

from services.identity.domain.account_history import readable


def test_words_numbers_and_dates_are_shown_and_what_only_programs_know_is_not():
    data = {
        "grant": {"id": "g", "officer_id": "o", "role": "monitor", "agency_id": None, "grants_version": 3},
        "device": "Chrome, Windows",
        "count": 7,
        "elsewhere": True,
        "session_id": "s",
        "scopes": ["filings:read"],
        "unused_since": "2026-01-01T00:00:00Z",
    }
    assert readable(data) == {
        "role": "monitor",
        "device": "Chrome, Windows",
        "count": 7,
        "elsewhere": True,
        "unused_since": "2026-01-01T00:00:00Z",
    }
