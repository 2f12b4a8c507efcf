"""What the outbox holds of a client, and how it is forgotten."""

from __future__ import annotations

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safelight.kernel.privacy import Held, Nobody, Privacy, Subject
from safelight.outbox.models import DomainEvent, MailStop, MessageNews, OutgoingMessage

# A name that is shorter stands in too many mails about others.
_SHORTEST_NAME = 5


def erase(subject: Subject, nobody: Nobody) -> None:
    """Mails to them, and mails that name them, lose address and words; that they went stays."""
    about = Q(to_email__iexact=subject.email)
    for words in names_of(subject):
        for column in ("text_body", "html_body", "subject", "to_name", "reply_to"):
            about |= Q(**{f"{column}__icontains": words})
    found = OutgoingMessage.objects.filter(about)
    ids = list(found.values_list("pk", flat=True))
    found.filter(pk__in=ids).update(text_body="", html_body="", subject="", attachments=[])
    theirs = OutgoingMessage.objects.filter(pk__in=ids, to_email__iexact=subject.email)
    MessageNews.objects.filter(message__in=theirs).update(said="")
    theirs.update(to_email=nobody.email, to_name="", error="")
    OutgoingMessage.objects.filter(pk__in=ids, reply_to__iexact=subject.email).update(reply_to="")
    MailStop.objects.filter(email__iexact=subject.email).delete()
    _forget_events(subject)


def names_of(subject: Subject) -> list[str]:
    """What they are called in words about them."""
    return [subject.email] + [subject.name] * (len(subject.name) >= _SHORTEST_NAME)


def _forget_events(subject: Subject) -> None:
    """Events with their address; everybody who listens has heard them long ago."""
    table = connection.ops.quote_name(DomainEvent._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE strpos(lower(payload::text), %s) > 0",  # noqa: S608
            [subject.email],
        )


PRIVACY = Privacy(
    held=(
        Held(model="outbox.OutgoingMessage", title=_("Mails to you"), email="to_email"),
        Held(model="outbox.MailStop", title=_("Mails that are held back"), email="email"),
    ),
    goes=(_("What mails to them and about them said"),),
    erase=erase,
)
