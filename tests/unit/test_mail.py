"""Mail over SMTP, or into files where there is no mail server."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from chassis.config import Settings, SettingsError
from chassis.mail import Mail, MailNotSent, kept_mails, outbox

TEXT = "เรียน คุณสมชาย\n\n" + "ยาว" * 500 + "\n.\nFrom here on in English.\n"
LETTER = Mail("somchai@agency.example", "รหัสผ่านเปลี่ยนแล้ว / Password changed", TEXT)


class Server:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.users: list[bytes] = []

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - the name aiosmtpd calls
        self.messages.append(message_from_bytes(envelope.content, policy=SMTP))
        return "250 OK"

    def authenticate(self, server, session, envelope, mechanism, login: LoginPassword) -> AuthResult:
        self.users.append(login.login)
        return AuthResult(success=login.password == b"p@ss word")


@contextmanager
def serving(kept: Server, **options: object) -> Iterator[int]:
    """The port on which the mail server listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def server() -> Iterator[tuple[Server, int]]:
    kept = Server()
    with serving(kept, authenticator=kept.authenticate, auth_require_tls=False) as port:
        yield kept, port


def certificate_of_its_own(directory: Path) -> ssl.SSLContext:
    """What a server shows that has made its certificate itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = directory / "server.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


def settings(tmp_path: Path, url: str | None = None) -> Settings:
    return Settings(data=tmp_path, smtp_url=SecretStr(url) if url else None, mail_from="Prakat <prakat@agency.example>")


def test_a_mail_reaches_the_server_as_it_was_written(server, tmp_path):
    kept, port = server
    outbox(settings(tmp_path, f"smtp://127.0.0.1:{port}")).send(LETTER)
    (message,) = kept.messages
    assert message["To"] == LETTER.to
    assert message["From"] == "Prakat <prakat@agency.example>"
    assert message["Subject"] == LETTER.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@agency.example>")
    assert message.get_content().replace("\r\n", "\n") == TEXT


def test_the_server_is_told_who_sends_when_it_wants_to_know(server, tmp_path):
    kept, port = server
    outbox(settings(tmp_path, f"smtp://prakat:p%40ss%20word@127.0.0.1:{port}")).send(LETTER)
    assert kept.users == [b"prakat"]
    assert len(kept.messages) == 1


def test_a_server_without_tls_gets_neither_mail_nor_password_when_tls_is_wanted(server, tmp_path):
    kept, port = server
    for scheme in ("smtp+starttls", "smtps"):
        with pytest.raises(MailNotSent):
            outbox(settings(tmp_path, f"{scheme}://prakat:p%40ss%20word@127.0.0.1:{port}")).send(LETTER)
    assert not kept.messages
    assert not kept.users


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(tmp_path):
    kept = Server()
    context = certificate_of_its_own(tmp_path)
    refused = pytest.raises(MailNotSent, match="SSLCertVerificationError")
    with serving(kept, tls_context=context, require_starttls=True) as port, refused:
        outbox(settings(tmp_path, f"smtp+starttls://localhost:{port}")).send(LETTER)
    assert not kept.messages


def test_a_server_that_does_not_answer_is_told_without_the_address(tmp_path):
    with pytest.raises(MailNotSent) as error:
        outbox(settings(tmp_path, "smtp://127.0.0.1:1")).send(LETTER)
    assert str(error.value) == "ConnectionRefusedError"


def test_without_a_server_a_mail_becomes_a_file_for_the_owner_alone(tmp_path):
    outbox(settings(tmp_path)).send(LETTER)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    (kept,) = kept_mails(settings(tmp_path), 10)
    assert (kept.to, kept.subject, kept.text.replace("\r\n", "\n")) == (LETTER.to, LETTER.subject, TEXT)


def test_the_newest_mails_come_first(tmp_path):
    for number in range(5):
        outbox(settings(tmp_path)).send(Mail("somchai@agency.example", f"mail {number}", "text"))
    assert [mail.subject for mail in kept_mails(settings(tmp_path), 3)] == ["mail 4", "mail 3", "mail 2"]


@pytest.mark.parametrize(
    "mail",
    [
        Mail("somchai@agency.example\nBcc: everybody@agency.example", "subject", "text"),
        Mail("somchai@agency.example", "subject\r\nBcc: everybody@agency.example", "text"),
    ],
)
def test_nobody_adds_headers_to_a_mail(tmp_path, mail):
    with pytest.raises(MailNotSent):
        outbox(settings(tmp_path)).send(mail)
    assert not kept_mails(settings(tmp_path), 10)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mail.agency.example", "must be like"),
        ("http://mail.agency.example", "must be like"),
        ("smtp://", "must be like"),
        ("smtp://mail.agency.example:mail", "must be like"),
        ("smtp://user:secret@mail.agency.example", "has a password"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_without_its_password(tmp_path, url, says):
    with pytest.raises(SettingsError, match=f"PRAKAT_SMTP_URL: {says}") as error:
        outbox(settings(tmp_path, url))
    assert "secret" not in str(error.value)


def test_a_mail_does_not_show_what_is_in_it_when_it_is_printed():
    assert repr(LETTER) == "Mail(...)"
