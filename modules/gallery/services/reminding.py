"""Mails that the clock asks for, each once, where the studio has switched it on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max
from django.urls import reverse

from modules.gallery.models import AccessEntry, Gallery, Pick, SendingRecipient
from modules.gallery.services import listed
from modules.gallery.settings import GallerySettings
from safelight import outbox
from safelight.accounts.models import Person, Visitor
from safelight.mails import team
from safelight.outbox import kinds, wordings
from safelight.site import selectors as site

SOON, LATE = timedelta(days=3), timedelta(days=2)
A_WEEK, A_FORTNIGHT = timedelta(days=7), timedelta(days=14)
# Somebody who picks goes on picking: what they have in the end is told.
SETTLED, RECENT = timedelta(hours=1), timedelta(hours=26)


def remind(*, at: datetime) -> None:
    """All of them; what was told is known by its key."""
    for name, tell in (
        ("gallery_ends", _ending), ("gallery_ended", _ended), ("gallery_not_visited", _unvisited),
        ("gallery_first_view", _first_views), ("gallery_picked", _picked),
        ("gallery_closes", _closing), ("gallery_closed", _closed),
        ("gallery_closing", _closing_for_team), ("gallery_shut", _closed_for_team),
    ):  # fmt: skip
        # Switched on later, it tells of what is new then: nothing is posted while it is off.
        mail = kinds.find(name)
        if mail.to == "team" or not wordings.is_off(mail):
            tell(at)


def _ending(at: datetime) -> None:
    open_still = Gallery.objects.filter(Gallery.open_now())
    for gallery in open_still.filter(choose_until__gt=at, choose_until__lte=at + SOON):
        assert gallery.choose_until is not None
        for client in listed.clients_of(gallery):
            _to_client(
                "gallery_ends", gallery, client.person, once=gallery.choose_until.isoformat(),
                until=gallery.choose_until,
            )  # fmt: skip


def _ended(at: datetime) -> None:
    over = Gallery.objects.exclude(published_at=None)
    for gallery in over.filter(choose_until__lte=at, choose_until__gt=at - LATE):
        assert gallery.choose_until is not None
        until = gallery.choose_until
        _to_team("gallery_ended", gallery, once=until.isoformat(), until=until)


def _closing(at: datetime) -> None:
    for gallery, until in _closing_soon(at):
        for client in listed.clients_of(gallery):
            _to_client(
                "gallery_closes", gallery, client.person, once=until.isoformat(), until=until
            )


def _closing_for_team(at: datetime) -> None:
    for gallery, until in _closing_soon(at):
        _to_team("gallery_closing", gallery, once=until.isoformat(), until=until)


def _closed(at: datetime) -> None:
    for gallery, until in _just_closed(at):
        for client in listed.clients_of(gallery):
            _to_client(
                "gallery_closed", gallery, client.person, once=until.isoformat(), until=until
            )


def _closed_for_team(at: datetime) -> None:
    for gallery, until in _just_closed(at):
        _to_team("gallery_shut", gallery, once=until.isoformat(), until=until)


def _closing_soon(at: datetime) -> list[tuple[Gallery, datetime]]:
    """Open galleries that close within the days that the studio says."""
    days = site.module_settings("gallery", GallerySettings).closing_warned_days
    soon = Gallery.objects.filter(
        published_at__isnull=False, closes_at__gt=at, closes_at__lte=at + timedelta(days=days)
    )
    return [(each, each.closes_at) for each in soon if each.closes_at is not None]


def _just_closed(at: datetime) -> list[tuple[Gallery, datetime]]:
    over = Gallery.objects.filter(
        published_at__isnull=False, closes_at__lte=at, closes_at__gt=at - LATE
    )
    return [(each, each.closes_at) for each in over if each.closes_at is not None]


def _unvisited(at: datetime) -> None:
    open_still = Gallery.objects.filter(Gallery.open_now())
    sent = SendingRecipient.objects.filter(
        sending__at__lte=at - A_WEEK, sending__at__gt=at - A_FORTNIGHT,
        sending__gallery__in=open_still, client__person__disabled_at=None,
    ).select_related("sending__gallery", "client__person")  # fmt: skip
    for each in sent:
        gallery, person = each.sending.gallery, each.client.person
        seen = AccessEntry.objects.filter(gallery=gallery)
        # A password names no person: whoever came by one may have been them.
        if not seen.filter(email__in=["", person.email]).exists():
            _to_client("gallery_not_visited", gallery, person, once="")


def _first_views(at: datetime) -> None:
    recent = AccessEntry.objects.filter(at__gt=at - RECENT).exclude(email="")
    for gallery in Gallery.objects.filter(pk__in=recent.values("gallery")):
        first = AccessEntry.objects.filter(gallery=gallery).exclude(email="").order_by("pk").first()
        if first is not None and first.at > at - RECENT and not _is_team(first.email):
            _to_team("gallery_first_view", gallery, once="", who=first.email)


def _picked(at: datetime) -> None:
    pairs = (
        Pick.objects.filter(at__gt=at - RECENT)
        .values("visitor", "photo__placements__gallery")
        .annotate(last=Max("at"), number=Count("photo", distinct=True))
        .filter(last__lte=at - SETTLED)
    )
    for pair in pairs:
        gallery = Gallery.objects.filter(pk=pair["photo__placements__gallery"]).first()
        visitor = Visitor.objects.select_related("person").get(pk=pair["visitor"])
        who = str(visitor.person or visitor.name)
        if gallery is None or not who or (visitor.person and _is_team(visitor.person.email)):
            continue
        count = Pick.objects.filter(visitor=visitor, photo__placements__gallery=gallery).count()
        once = f"{visitor.pk}:{pair['last'].isoformat()}"
        _to_team("gallery_picked", gallery, once=once, who=who, count=count)


def _to_client(name: str, gallery: Gallery, person: Person, *, once: str, **more: object) -> None:
    path = reverse("gallery_site:gallery", args=[gallery.public_id])
    with transaction.atomic():  # The outbox asks for one.
        outbox.post(
            key=f"{name}:{gallery.public_id}:{person.pk}:{once}", to=person.email,
            to_name=person.name, template=name,
            context={"gallery": gallery, "path": path, **more},
            related=("gallery", gallery.public_id), language=person.language or None,
        )  # fmt: skip


def _to_team(name: str, gallery: Gallery, *, once: str, **more: object) -> None:
    path = reverse("gallery_workspace:photos", args=[gallery.public_id])
    with transaction.atomic():  # As above.
        team.tell(
            key=f"{name}:{gallery.public_id}:{once}", template=name,
            context={"gallery": gallery, "path": path, **more},
            related=("gallery", gallery.public_id),
        )  # fmt: skip


def _is_team(email: str) -> bool:
    return Person.objects.filter(email=email, member__isnull=False).exists()
