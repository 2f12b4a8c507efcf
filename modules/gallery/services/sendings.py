"""Sending a gallery by e-mail: each recipient becomes a row of its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.gallery.models import Authorization, Gallery, Sending, SendingRecipient
from modules.gallery.services import authorizations, client_codes, tree
from modules.gallery.services.authorizations import Address
from modules.gallery.services.presets import Rights
from safelight import outbox
from safelight.accounts.models import Client, OneTimeLink, Person
from safelight.accounts.services.people import IsDisabled
from safelight.kernel.errors import Refusal

MOST_RECIPIENTS = 200
SITE_PAGE = "gallery_site:gallery"


class GalleryIsDraft(Refusal):
    """Nothing leaves before the gallery is published: its link would be a closed door."""

    code = "gallery_is_draft"


class NoRecipients(Refusal):
    code = "no_recipients"


class LetterOfAnother(Refusal):
    code = "letter_of_another"


class TooManyRecipients(Refusal):
    code = "too_many_recipients"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The studio's own words. ``public_id`` comes from the form: twice the same is once.

    ``with_code``: the client code of the table that decides stands below them. ``send_after``: when
    the mails go, where they are to wait.
    """

    public_id: str
    subject: str
    message: str
    with_code: bool = False
    send_after: datetime | None = None


@dataclass(frozen=True)
class Sent:
    """``is_new`` is False where this letter had gone out before."""

    sending: Sending
    is_new: bool


def send(
    *, gallery: Gallery, letter: Letter, recipients: Sequence[Address], rights: Rights,
    by: Person, at: datetime,
) -> Sent:  # fmt: skip
    """List the recipients and post one mail to each; who is listed already keeps their rights.

    The general password is in the mail only if the studio wrote it into its words.
    """
    _refuse_draft(gallery)
    unique = list({each.email.strip().lower(): each for each in recipients}.values())
    _refuse_count(len(unique))
    # Rows, invitations and mails appear together, or nothing does.
    with transaction.atomic():
        sending, is_new = _claim(gallery, letter, by, at)
        if is_new:
            rows = authorizations.add_clients(
                gallery=tree.decider(gallery), addresses=unique, rights=rights
            )
            _refuse_disabled(rows)
            code = _code(gallery) if letter.with_code else ""
            for row in rows:
                _post(sending, row, code, at, letter.send_after)
    return Sent(sending=sending, is_new=is_new)


def _claim(gallery: Gallery, letter: Letter, by: Person, at: datetime) -> tuple[Sending, bool]:
    wanted = Sending(
        public_id=letter.public_id, gallery=gallery, subject=letter.subject.strip(),
        message=letter.message.strip(), sent_by=by, at=at,
    )  # fmt: skip
    known = Sending.objects.filter(public_id=letter.public_id)
    if known.exclude(gallery=gallery).exists():
        raise LetterOfAnother(_("This letter belongs to another gallery. Begin a new one."))
    if known.exists():
        return known.get(), False
    # Whoever comes second waits here for the first one's commit, and then finds its row.
    Sending.objects.bulk_create([wanted], ignore_conflicts=True)
    stored = known.get()
    is_new = not stored.recipients.exists()
    return stored, is_new


def _code(gallery: Gallery) -> str:
    row = client_codes.of(tree.decider(gallery))
    return row.code if row else ""


def _post(
    sending: Sending, row: Authorization, code: str, at: datetime, send_after: datetime | None
) -> None:
    client = row.client
    assert client is not None
    SendingRecipient.objects.create(sending=sending, client=client)
    person, gallery = client.person, sending.gallery
    path = reverse(SITE_PAGE, args=[gallery.public_id])
    outbox.post(
        key=f"gallery.sent:{sending.public_id}:{client.pk}",
        to=person.email,
        to_name=person.name,
        template="gallery_sent",
        context={
            "subject": sending.subject,
            "message": sending.message,
            "gallery": gallery,
            "path": path,
            "code": code,
            "invitation_path": _invitation(person, path, send_after or at),
            "needs_sign_in": not authorizations.anybody(row.gallery).enter,
        },
        related=("gallery", gallery.public_id),
        language=person.language or None,
        send_after=send_after,
    )


def _invitation(person: Person, path: str, at: datetime) -> str:
    """Where somebody without a password chooses one and goes on to the gallery; else empty."""
    if person.has_joined:
        return ""
    _link, secret = OneTimeLink.issue(OneTimeLink.Purpose.INVITATION, person, at=at, then=path)
    return reverse("accounts:invitation", args=[secret])


def _refuse_draft(gallery: Gallery) -> None:
    for each in [gallery, *gallery.ancestors()]:
        if not each.is_published:
            raise GalleryIsDraft(
                _("“%(title)s” is a draft. Publish it first, or the link will not open.")
                % {"title": each.title}
            )
        if each.is_closed:
            raise GalleryIsDraft(
                _("“%(title)s” has closed. Give it a later last day first, under Settings.")
                % {"title": each.title}
            )


def _refuse_count(count: int) -> None:
    if not count:
        raise NoRecipients(_("Write at least one e-mail address."))
    if count > MOST_RECIPIENTS:
        raise TooManyRecipients(
            _("Send to at most %(most)d addresses at once.") % {"most": MOST_RECIPIENTS}
        )


def _refuse_disabled(rows: Sequence[Authorization]) -> None:
    ids = [row.client_id for row in rows if row.client_id]
    shut = Client.objects.filter(pk__in=ids, person__disabled_at__isnull=False)
    emails = sorted(shut.values_list("person__email", flat=True))
    if emails:
        raise IsDisabled(
            _("%(emails)s: shut out of the studio. Let them in again first.")
            % {"emails": ", ".join(emails)}
        )
