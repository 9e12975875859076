"""Mail that the system sends: plain text over SMTP, or into a directory when no SMTP server is set.

outbox = mail.outbox(settings)
outbox.send(Mail(to="somchai@agency.example", subject="…", text="…"))
"""

from __future__ import annotations

import ipaddress
import secrets
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from chassis.config import Settings, SettingsError

TIMEOUT = 10.0  # seconds for each step of the conversation with the SMTP server
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class MailNotSent(Exception):
    """The mail did not leave. The message says which kind of error it was and holds nothing of the mail."""

    code = "service_unavailable"


@dataclass(frozen=True)
class Mail:
    """A letter to one person. `text` is plain; its lines may be of any length.

    `id`: what tells it from every other mail of ours. Sent again under the same id, it is the same mail to whoever
    receives it (RFC 5322, 3.6.4). None: a new one each time.
    """

    to: str
    subject: str
    text: str
    id: str | None = None

    def __repr__(self) -> str:
        return "Mail(...)"  # what is in it is personal


class Outbox(Protocol):
    """Where mails leave."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over. Takes up to some TIMEOUTs. Raises MailNotSent."""


def outbox(settings: Settings) -> Outbox:
    """The SMTP server of `smtp_url`, or a directory of files without one. Raises SettingsError."""
    sender = settings.mail_from
    if "@" not in parseaddr(sender)[1] or "\n" in sender or "\r" in sender:
        raise SettingsError('PRAKAT_MAIL_FROM: must be an address, like "Prakat <no-reply@agency.example>".')
    if settings.smtp_url is None:
        return FolderOutbox(mail_folder(settings), sender)
    return SmtpOutbox(settings.smtp_url.get_secret_value(), sender)


def mail_folder(settings: Settings) -> Path:
    """Where mails lie when there is no SMTP server."""
    return settings.data / "mail"


class SmtpOutbox:
    """A connection for each mail. `smtp://` is plain, `smtp+starttls://` and `smtps://` insist on TLS."""

    def __init__(self, url: str, sender: str) -> None:
        """Raises SettingsError for an address that cannot be used or would send a password in clear text."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise _unusable() from None
        if parts.scheme not in _PORTS or not parts.hostname:
            raise _unusable()
        if parts.username and parts.scheme == "smtp" and not _is_loopback(parts.hostname):
            raise SettingsError("PRAKAT_SMTP_URL: has a password; use smtp+starttls:// or smtps:// so that it is safe.")
        self._parts: SplitResult = parts
        self._port = port or _PORTS[parts.scheme]
        self._sender = sender

    def send(self, mail: Mail) -> None:
        message = _message(mail, self._sender)
        try:
            with self._connected() as server:
                server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            # Its text may repeat the address.
            raise MailNotSent(type(error).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        host = self._parts.hostname or ""
        if self._parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self._port, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self._port, timeout=TIMEOUT)
        try:
            if self._parts.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if self._parts.username:
                server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server


class FolderOutbox:
    """One .eml file for each mail, readable by its owner only. For one machine, without a mail server."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, mail: Mail) -> None:
        content = _message(mail, self._sender).as_bytes()
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._folder / f".{name}"
            beside.touch(mode=0o600, exist_ok=False)
            beside.write_bytes(content)
            beside.rename(self._folder / f"{name}.eml")
        except OSError as error:
            raise MailNotSent(type(error).__name__) from None


@dataclass(frozen=True)
class KeptMail:
    """A mail in the directory, with when it was sent as its header says it."""

    to: str
    subject: str
    date: str
    text: str


def kept_mails(settings: Settings, most: int) -> list[KeptMail]:
    """The latest mails in the directory, the newest first."""
    files = sorted(mail_folder(settings).glob("*.eml"), reverse=True)[:most]
    return [_kept(file.read_bytes()) for file in files]


def _kept(content: bytes) -> KeptMail:
    message = message_from_bytes(content, policy=SMTP)
    text = message.get_content()
    return KeptMail(str(message["To"]), str(message["Subject"]), str(message["Date"]), text)


def _message(mail: Mail, sender: str) -> EmailMessage:
    """Raises MailNotSent for an address or subject that would add headers of its own."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = mail.to
        message["Subject"] = mail.subject
    except ValueError as error:
        raise MailNotSent(type(error).__name__) from None
    message["Date"] = format_datetime(datetime.now(UTC))
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message["Message-ID"] = f"<{mail.id}@{domain}>" if mail.id else make_msgid(domain=domain)
    # So that nobody's holiday notice answers: RFC 3834.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unusable() -> SettingsError:
    return SettingsError("PRAKAT_SMTP_URL: must be like smtp+starttls://user:password@host:587 (or smtps://, smtp://).")
