"""Another e-mail address: confirmed at the new one, told to the old one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight import outbox
from safelight.accounts import actors, throttle
from safelight.accounts.models import OneTimeLink, Person, TryCount
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import notices
from safelight.accounts.services.joining import LinkEnded
from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal

EMAIL = OneTimeLink.Purpose.EMAIL
HOUR = timedelta(hours=1)
PER_PERSON = throttle.Limit("address:person", 5, HOUR)
PER_MAILBOX = throttle.Limit("address:mailbox", 5, HOUR)


class SameAddress(Refusal):
    code = "same_address"


class AddressTaken(Refusal):
    """Somebody else has this address since the mail was sent."""

    code = "address_taken"
    status = 409


def ask(*, person: Person, email: str, at: datetime) -> None:
    """Mail a link to the new address. The answer is the same whether it is somebody's already.

    Raises ``SameAddress``, ``throttle.TooManyTries``.
    """
    wanted = normalise_email(email)
    if wanted == person.email:
        sentence = _("That is your address already.")
        raise SameAddress(sentence, fields={"email": [sentence]})
    throttle.Counter(PER_PERSON, str(person.pk), TryCount).count(at=at)
    throttle.Counter(PER_MAILBOX, wanted, TryCount).count(at=at)
    if Person.objects.filter(email=wanted).exists():
        return
    with transaction.atomic():  # Link and mail appear together.
        link, secret = OneTimeLink.issue(EMAIL, person, at=at, email=wanted)
        outbox.post(
            key=f"new address {link.pk}",
            to=wanted,
            to_name=person.name,
            template="new_address",
            context={"path": reverse("accounts:email_new", args=[secret])},
            language=person.language or None,
        )


def change(*, request: HttpRequest, link: OneTimeLink, at: datetime) -> None:
    """Use the link up: from now on the person signs in with the new address.

    Links in mails to the old address end. Raises ``LinkEnded``, ``AddressTaken``.
    """
    person, before = link.person, link.person.email
    try:
        with transaction.atomic():  # Of two people who take one address, the first has it.
            if not link.use(at=at):
                raise LinkEnded(_("This link has been used already."))
            person.email = link.email
            person.save(update_fields=["email"])
            OneTimeLink.objects.filter(person=person, used_at=None, cancelled_at=None).update(
                cancelled_at=at
            )
            details = {"before": before, "email": link.email}
            audit.note("people.email_changed", subject=actors.subject(person), details=details)
            values = {"email": link.email}
            notices.tell(
                person=person, sentence=notices.EMAIL_OLD, request=request, at=at,
                values=values, to=before,
            )  # fmt: skip
    except IntegrityError:
        raise AddressTaken(_("This address is somebody else's by now.")) from None
