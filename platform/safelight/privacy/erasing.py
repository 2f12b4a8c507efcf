"""Forgetting a client: said before, done at once in one transaction, proven by a digest."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from safelight import jobs
from safelight.accounts.models import Client, Member, Person, PersonSession, Visitor
from safelight.accounts.services import people
from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from safelight.kernel.privacy import Nobody, Subject
from safelight.privacy import gathering, subjects
from safelight.privacy.models import Erasure, Packet
from safelight.storage import objects

REMOVE = "privacy.remove_file"
# A domain that no mail will ever reach (RFC 2606).
NOWHERE = "erased.invalid"


class MustWait(Refusal):
    """Something of theirs is not over yet; the sentence says what."""

    code = "client_cannot_be_erased_yet"
    status = 409


class NotTheirName(Refusal):
    code = "erasure_not_confirmed"


@dataclass(frozen=True)
class Outlook:
    """What erasing a client would do: what has to come first, what goes, what stays."""

    waits: list[str]
    goes: list[str]
    kept: list[str]


def outlook(*, client: Client, at: datetime) -> Outlook:
    subject = subjects.of(client)
    said = [privacy for _label, privacy in gathering.answers()]
    return Outlook(
        waits=list(_waits(subject, at)),
        goes=[str(words) for privacy in reversed(said) for words in privacy.goes],
        kept=[str(words) for privacy in reversed(said) for words in privacy.kept],
    )


def erase(*, client: Client, typed: str, by: Member, at: datetime) -> Erasure:
    """Forget a client. ``typed`` is their address as a person wrote it to confirm.

    Raises ``NotTheirName``, and ``MustWait`` where something of theirs is not over.
    """
    if typed.strip().lower() != client.person.email:
        raise NotTheirName(_("Write their e-mail address to confirm."))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=client.person_id)
        subject = subjects.of(client)
        if reasons := list(_waits(subject, at)):
            raise MustWait(" ".join(reasons))
        # First of all no link and no session of theirs counts any more.
        people.disable(person=person, at=at, by=by)
        made: Erasure = Erasure.objects.create(
            digest=digest(subject.email), by_name=by.person.name, at=at
        )
        nobody = Nobody(
            name=_("Erased client %(number)d") % {"number": made.pk},
            email=f"erased-{made.pk}@{NOWHERE}", visitor_id=Visitor.objects.create().pk, at=at,
        )  # fmt: skip
        files = _forget(subject, nobody, person)
        audit.note(
            "privacy.erased", subject=("erasure", made.public_id, nobody.name),
            details={"digest": made.digest},
        )  # fmt: skip
        for of_object in files:
            jobs.enqueue(REMOVE, key=of_object, object_key=of_object)
    return made


def digest(email: str) -> str:
    """What is kept of an address: enough to prove that it was this one, of no use to find it."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, email.strip().lower().encode(), hashlib.sha256).hexdigest()


def _waits(subject: Subject, at: datetime) -> Iterator[str]:
    for _label, privacy in gathering.answers():
        if privacy.waits is not None:
            yield from privacy.waits(subject, at)


def _forget(subject: Subject, nobody: Nobody, person: Person) -> list[str]:
    files = list(
        Packet.objects.filter(client=subject.client_id).exclude(object_key="")
        .values_list("object_key", flat=True)
    )  # fmt: skip
    for _label, privacy in gathering.answers():
        if privacy.erase is None:
            continue
        for known in subjects.by_each_address(subject):
            files += privacy.erase(known, nobody) or []
    keys = PersonSession.objects.filter(person=person.pk).values_list("key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    Visitor.objects.filter(pk__in=subject.visitor_ids).update(person=None, name="")
    person.delete()
    return files


def remove(*, object_key: str) -> None:
    """Delete a file about a client who was forgotten; again where a worker was killed."""
    objects.from_environment().delete_object(object_key)
