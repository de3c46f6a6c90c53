"""Messages as letters over SMTP (RFC 5321), with TLS. It must not repeat what the server says of an address."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage

from chassis.messages.notifier import AddressKind, AddressRefused, ChannelDown, Message
from chassis.notifier_settings import SmtpSettings

# For each step of the conversation, in seconds.
PATIENCE = 10.0


class SmtpNotifier:
    """One connection per message: few are sent, and none waits for another."""

    name = "smtp"
    kinds = frozenset({AddressKind.EMAIL})

    def __init__(self, settings: SmtpSettings) -> None:
        """Nothing is opened yet."""
        self._settings = settings

    def send(self, message: Message) -> None:
        """Hand it to the server; Message-ID is the id of the message. Raises ChannelDown, AddressRefused."""
        try:
            with self._connected() as server:
                server.send_message(self._letter(message))
        except smtplib.SMTPRecipientsRefused as error:
            code, _ = next(iter(error.recipients.values()))
            if code >= 500:
                raise AddressRefused from None
            raise ChannelDown(f"SMTP {code}") from None
        except smtplib.SMTPResponseException as error:
            raise ChannelDown(f"SMTP {error.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelDown(type(error).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        """A session that is encrypted, unless the settings say otherwise, and signed in where there is an account."""
        at = self._settings
        if at.tls == "tls":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(at.host, at.port, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(at.host, at.port, timeout=PATIENCE)
        try:
            if at.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if at.user:
                server.login(at.user, at.password)
        except BaseException:
            server.close()
            raise
        return server

    def _letter(self, message: Message) -> EmailMessage:
        letter = EmailMessage()
        sender = self._settings.sender
        letter["From"], letter["To"], letter["Subject"] = sender, message.address, message.title
        letter["Message-ID"] = f"<{message.id}@{sender.partition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(message.text)
        return letter
