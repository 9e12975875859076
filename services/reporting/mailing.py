"""How reporting's mails leave."""

from __future__ import annotations

import structlog

from chassis.mail import Mail, MailNotSent, Outbox


class Mails:
    """Implements usecases.remind.Mailer."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def send(self, to: str, subject: str, text: str, mail_id: str) -> bool:
        try:
            self._outbox.send(Mail(to, subject, text, mail_id))
        except MailNotSent as error:
            structlog.get_logger().warning("mail_not_sent", error=str(error))
            return False
        return True
