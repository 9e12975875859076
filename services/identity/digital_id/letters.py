"""The mails that officers get, in Thai and English."""

from __future__ import annotations

import structlog

from chassis.mail import Mail, MailNotSent, Outbox
from services.identity.digital_id.errands import Errands
from services.identity.digital_id.model import Account
from services.identity.digital_id.texts import text

log = structlog.get_logger()


class Letters:
    """Each is sent after the answer; whether it arrives nobody who asks is told."""

    def __init__(self, outbox: Outbox, errands: Errands, issuer: str) -> None:
        self._outbox = outbox
        self._errands = errands
        # Never from the request: whoever sends one chooses its Host header.
        self._base = issuer.rstrip("/")

    def password_link(self, account: Account, link: str) -> None:
        """To be called from an errand: it sends at once."""
        self._send(account, "password_link", address=f"{self._base}/reset?link={link}")

    def password_changed(self, account: Account) -> None:
        self._errands.run(lambda: self._send(account, "password_changed", address=f"{self._base}/forgot"))

    def second_factor_changed(self, account: Account, on: bool) -> None:
        kind = "second_factor_on" if on else "second_factor_off"
        self._errands.run(lambda: self._send(account, kind, address=f"{self._base}/forgot"))

    def _send(self, account: Account, kind: str, address: str) -> None:
        subject = " / ".join(text(f"mail.{kind}.subject", language) for language in ("th", "en"))
        values = {"name": account.name, "username": account.username, "address": address}
        bodies = [text(f"mail.{kind}.body", language, **values) for language in ("th", "en")]
        try:
            self._outbox.send(Mail(account.email, subject, f"\n\n{'-' * 30}\n\n".join(bodies) + "\n"))
        except MailNotSent as error:
            log.error("mail_not_sent", account_id=account.id, kind=kind, error=str(error))
        else:
            log.info("mail_sent", account_id=account.id, kind=kind)
