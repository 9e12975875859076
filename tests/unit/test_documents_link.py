"""Which addresses can be saved as links."""

from __future__ import annotations

import pytest

from services.documents.domain.link import LinkInvalid, checked_url


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            "https://ratchakitcha.soc.go.th/documents/1.pdf?a=1#p",
            "https://ratchakitcha.soc.go.th/documents/1.pdf?a=1#p",
        ),
        (" HTTP://Example.go.th:8080/ ", "http://example.go.th:8080/"),
        ("https://ไทย.ไทย/ใบอนุญาต", "https://xn--o3cw4h.xn--o3cw4h/ใบอนุญาต"),
    ],
)
def test_web_addresses_are_kept_with_their_hosts_as_the_network_knows_them(given: str, kept: str):
    assert checked_url(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "example.go.th",
        "ftp://example.go.th",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://officer:secret@example.go.th",
        "https://officer@example.go.th",
        "https://@example.go.th",
        "https://localhost/",
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://1.2.3/",
        "https://example..go.th/",
        "https://-a.go.th/",
        "https://example.go.th\\@evil.example/",
        "https://exam ple.go.th/",
        "https://example.go.th/\u202efdp",
        "https://example.go.th/\nSet-Cookie:a",
        "https://example.go.th:99999/",
        "https://example.go.th/" + "a" * 2000,
        "https://" + "a" * 64 + ".go.th/",
    ],
)
def test_anything_else_is_refused(given: str):
    with pytest.raises(LinkInvalid):
        checked_url(given)
