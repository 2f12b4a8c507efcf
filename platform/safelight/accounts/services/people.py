"""Inviting people, and shutting them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight import outbox
from safelight.accounts import actors
from safelight.accounts.models import Client, Member, OneTimeLink, Person, Role
from safelight.accounts.services import rights, team
from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from tenants.context import current_studio

INVITATION = OneTimeLink.Purpose.INVITATION


class AlreadyInTheTeam(Refusal):
    code = "already_in_the_team"


class IsDisabled(Refusal):
    """This person was shut out: enable them first."""

    code = "person_is_disabled"


class HasJoined(Refusal):
    """This person has a password already, so there is nothing to invite them to."""

    code = "person_has_joined"


@dataclass(frozen=True)
class Invited:
    """``is_sent`` is False where the person has a password already and needs no invitation."""

    person: Person
    is_sent: bool


def list_client(*, email: str, name: str = "") -> Client:
    """The client of this address, who may not know of it yet; nothing is sent."""
    # Person and client row appear together.
    with transaction.atomic():
        person = Person.objects.with_email(email, name=name)
        if name and not person.name:
            person.name = name
            person.save(update_fields=["name"])
        client, _made = Client.objects.get_or_create(person=person)
    return client


def invite_client(
    *, email: str, name: str = "", by: Person, at: datetime, then: str = ""
) -> Invited:
    """List a client and send them a single-use link to choose a password.

    ``then`` is a local path that they come to afterwards, such as a gallery.
    """
    # The mail goes out only if the row stays.
    with transaction.atomic():
        person = list_client(email=email, name=name).person
        return _invite(person, by=by, at=at, then=then)


def invite_member(*, email: str, name: str = "", role: Role, by: Member, at: datetime) -> Invited:
    """Make somebody one of the team; the role is kept here, not in the link.

    Raises ``AlreadyInTheTeam``, ``team.BeyondYourRole``, ``team.TeamIsFull``, ``IsDisabled``.
    """
    team.refuse_beyond(by, role)
    with transaction.atomic():  # As above.
        person = Person.objects.with_email(email, name=name)
        if Member.objects.filter(person=person).exists():
            raise AlreadyInTheTeam(_("This person is one of the team already."))
        team.refuse_beyond_plan()
        Member.objects.create(person=person, role=role)
        audit.note("people.invited", subject=actors.subject(person), details={"role": role.name})
        return _invite(person, by=by.person, at=at, then=reverse("workspace:home"))


def resend_invitation(*, person: Person, by: Person, at: datetime) -> Invited:
    """A new link by mail; the earlier one ends."""
    if person.has_joined:
        raise HasJoined(_("This person has joined already."))
    with transaction.atomic():  # The old link ends with the new mail, not before.
        last = OneTimeLink.objects.filter(purpose=INVITATION, person=person).order_by("-pk").first()
        return _invite(person, by=by, at=at, then=last.then if last else "")


def cancel_invitation(*, person: Person, at: datetime) -> bool:
    """End the person's open invitation; False where there was none."""
    links = OneTimeLink.objects.filter(
        purpose=INVITATION, person=person, used_at=None, cancelled_at=None
    )
    return bool(links.update(cancelled_at=at))


def disable(*, person: Person, at: datetime, by: Member | None = None) -> None:
    """Refuse this person from their next request on: sessions, links in mails, API tokens.

    A client may be one of the team as well: ``by`` must be allowed to do all that they may.
    """
    # Links that were signed for them end with the same commit.
    with transaction.atomic():
        _refuse_beyond(by, person)
        team.refuse_last_owner(person)
        person.disable(at=at)
        OneTimeLink.objects.filter(person=person, used_at=None, cancelled_at=None).update(
            cancelled_at=at
        )
        rights.changed(Client.objects.filter(person=person).values_list("pk", flat=True))
        rights.team_changed(Member.objects.filter(person=person).values_list("person", flat=True))
        audit.note("people.shut_out", subject=actors.subject(person))


def change_client(*, client: Client, name: str, note: str) -> None:
    """Change a client's name and note; whoever is of the team as well has the name they chose."""
    with transaction.atomic():  # One page, one saving.
        client.note = note
        client.save(update_fields=["note"])
        if not Member.objects.filter(person=client.person_id).exists():
            client.person.name = name.strip()
            client.person.save(update_fields=["name"])


def enable(*, person: Person, by: Member | None = None) -> None:
    """Let a person in again; see ``disable`` about ``by``."""
    _refuse_beyond(by, person)
    with transaction.atomic():  # With what is said of it.
        person.enable()
        audit.note("people.let_in", subject=actors.subject(person))


def _refuse_beyond(by: Member | None, person: Person) -> None:
    member = Member.objects.select_related("role").filter(person=person).first()
    if by is not None and member is not None:
        team.refuse_beyond(by, member.role)


def _invite(person: Person, *, by: Person, at: datetime, then: str) -> Invited:
    if not person.is_active:
        raise IsDisabled(_("This person was shut out. Let them in again first."))
    if person.has_joined:
        return Invited(person=person, is_sent=False)
    link, secret = OneTimeLink.issue(INVITATION, person, at=at, then=then)
    outbox.post(
        key=f"invitation {link.pk}",
        to=person.email,
        to_name=person.name,
        template="invitation",
        context={
            "person": person,
            "by": by,
            "studio_name": current_studio().name,
            "path": reverse("accounts:invitation", args=[secret]),
            "expires_at": link.expires_at,
        },
        language=person.language or None,
    )
    return Invited(person=person, is_sent=True)
