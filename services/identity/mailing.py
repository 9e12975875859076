"""How identity's mails leave."""

from __future__ import annotations

import structlog

from chassis.mail import Mail, MailNotSent, Outbox


class Mails:
    """Implements usecases.rest_unused_accounts.Mailer."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, to: str, subject: str, text: str) -> bool:
        try:
            self._outbox.send(Mail(to, subject, text))
        except MailNotSent as error:
            structlog.get_logger().warning("mail_not_sent", error=str(error))
            return False
        return True
