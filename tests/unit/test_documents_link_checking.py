"""Links are asked for safely, and flagged when they fail again and again."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from services.documents import link_fetching
from services.documents.domain.link_checking import LinkHealth, LinkResult, is_an_example, is_public, result_of_status
from services.documents.link_fetching import LinkFetcher
from tests.fakes.site import Site

NOON = datetime(2026, 11, 20, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize("address", ["203.113.25.1", "8.8.8.8", "2001:fb0::1"])
def test_addresses_of_the_internet_are_public(address: str):
    assert is_public(address) is (address != "203.0.113.1")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::", "2002:a9fe:a9fe::1", "not an address", "",
    ],
)  # fmt: skip
def test_addresses_of_this_machine_and_its_neighbours_are_not(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "example"),
    [
        ("https://gazette.example/1.pdf", True), ("https://EXAMPLE/", True), ("https://licences.example.go.th/", False),
        ("https://dla.go.th/example", False),
    ],
)  # fmt: skip
def test_only_names_kept_for_examples_are_nobodys(url: str, example: bool):
    assert is_an_example(url) is example


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, "ok"), (206, "ok"), (304, "ok"), (401, "ok"), (403, "ok"), (405, "ok"), (429, "ok"),
        (404, "not_found"), (410, "not_found"), (400, "refused"), (451, "refused"),
        (500, "server_error"), (503, "server_error"),
    ],
)  # fmt: skip
def test_what_a_status_says(status: int, result: str):
    assert result_of_status(status) is LinkResult(result)


def test_a_link_is_flagged_at_its_third_failure_in_a_row_and_not_before():
    health = LinkHealth()
    for number in (1, 2):
        health = health.after(LinkResult.NOT_FOUND, NOON + timedelta(hours=3 * number))
        assert not health.is_flagged

    health = health.after(LinkResult.TIMED_OUT, NOON + timedelta(hours=9))

    assert health.is_flagged
    assert (health.failing_since, health.result) == (NOON + timedelta(hours=3), LinkResult.TIMED_OUT)
    assert health.after(LinkResult.OK, NOON) == LinkHealth(checked_at=NOON, result=LinkResult.OK, checks=4)


def test_after_a_failure_it_is_asked_for_sooner_until_it_is_flagged():
    failed = LinkHealth().after(LinkResult.UNREACHABLE, NOON)
    flagged = failed.after(LinkResult.UNREACHABLE, NOON).after(LinkResult.UNREACHABLE, NOON)

    assert LinkHealth().due_at() is None
    assert failed.due_at() == NOON + timedelta(hours=3)
    assert flagged.due_at() == LinkHealth().after(LinkResult.OK, NOON).due_at() == NOON + timedelta(days=1)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def fetcher(site: Site, **parts: object) -> LinkFetcher:
    return LinkFetcher(allowed_hosts=frozenset({site.host}), **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(("path", "result"), [("200", "ok"), ("404", "not_found"), ("503", "server_error")])
def test_a_link_is_asked_for(site: Site, path: str, result: str):
    assert fetcher(site).check(f"http://{site.host}/{path}") is LinkResult(result)


def test_a_server_that_does_not_know_head_is_asked_with_get_and_not_read_to_the_end(site: Site):
    assert fetcher(site).check(f"http://{site.host}/nohead") is LinkResult.OK
    assert site.asked == [("HEAD", "/nohead"), ("GET", "/nohead")]


def test_redirects_are_followed_a_few_times(site: Site):
    assert fetcher(site).check(f"http://{site.host}/to//to//200") is LinkResult.OK
    assert fetcher(site).check(f"http://{site.host}/round") is LinkResult.TOO_MANY_REDIRECTS
    assert len(site.asked) == 3 + link_fetching.MOST_REDIRECTS + 1


def test_thai_addresses_are_asked_for_as_browsers_do_also_where_a_redirect_leads_to_one(site: Site):
    as_sent = "/200/" + quote("ประกาศ.pdf")

    assert fetcher(site).check(f"http://{site.host}/200/ประกาศ.pdf") is LinkResult.OK
    assert fetcher(site).check(f"http://{site.host}/thai") is LinkResult.OK
    assert [path for _, path in site.asked] == [as_sent, "/thai", as_sent]


def test_whoever_answers_a_byte_at_a_time_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(link_fetching, "ALL_WITHIN", 0.3)

    assert fetcher(site).check(f"http://{site.host}/drip") is LinkResult.TIMED_OUT


def test_this_machine_is_not_asked_unless_it_is_allowed(site: Site):
    for host in (site.host, f"localhost:{site.port}"):
        assert LinkFetcher().check(f"http://{host}/200") is LinkResult.FORBIDDEN_ADDRESS
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/x", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "http://2130706433/", "http://0x7f.1/",
        "ftp://example.com/x", "file:///etc/passwd", "gopher://127.0.0.1/", "http://user:secret@example.com/", "http://example.com:22/",
    ],
)  # fmt: skip
def test_a_redirect_leads_to_no_place_that_is_not_asked_itself(site: Site, target: str):
    assert fetcher(site).check(f"http://{site.host}/to/{target}") is LinkResult.FORBIDDEN_ADDRESS


def test_a_name_is_asked_at_the_address_that_was_looked_at():
    """A name that is public when looked at and private a moment later is not looked up a second time."""
    answers = iter([["8.8.8.8"], ["127.0.0.1"]])
    asked_at: list[str] = []

    class Watching(LinkFetcher):
        def _connection(self, parts, address, port):  # type: ignore[no-untyped-def]
            asked_at.append(address)
            raise OSError("nobody is asked in a test")

    Watching(resolve=lambda host, port: next(answers)).check("https://rebinding.example/")

    assert asked_at == ["8.8.8.8"]


def test_a_name_with_one_private_address_among_public_ones_is_not_asked():
    mixed = LinkFetcher(resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])

    assert mixed.check("http://mixed.example/") is LinkResult.FORBIDDEN_ADDRESS


def test_only_a_certificate_that_browsers_take_for_that_name_will_do(tmp_path: Path):
    certificate = a_certificate(tmp_path, "links.example.go.th")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site = Site(context)

    def result(host: str, ca_file: Path | None) -> LinkResult:
        there = LinkFetcher(
            frozenset({f"{host}:{site.port}"}), str(ca_file) if ca_file else None, lambda host, port: ["127.0.0.1"]
        )
        return there.check(f"https://{host}:{site.port}/200")

    try:
        assert result("links.example.go.th", certificate) is LinkResult.OK
        assert result("links.example.go.th", None) is LinkResult.CERTIFICATE
        assert result("other.example.go.th", certificate) is LinkResult.CERTIFICATE
    finally:
        site.close()


def a_certificate(directory: Path, host: str) -> Path:
    """A file with a certificate for the host, signed by nobody else, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = directory / f"{host}.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(certificate.public_bytes(Encoding.PEM) + private)
    return file


def test_a_host_that_is_not_there_is_unreachable():
    def no_such_host(host: str, port: int) -> list[str]:
        raise OSError

    assert LinkFetcher(resolve=no_such_host).check("https://nowhere.example/") is LinkResult.UNREACHABLE


def test_time_is_limited_over_all_redirects(site: Site):
    ticks = iter(range(0, 1000, 10))

    late = fetcher(site, clock=lambda: float(next(ticks)))

    assert late.check(f"http://{site.host}/round") is LinkResult.TIMED_OUT
