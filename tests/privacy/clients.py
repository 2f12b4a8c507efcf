"""A client whose name and address stand wherever a client's can."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone

from modules.bookings.models import Booking, BookingState, Calendar, SessionType, Waiting
from modules.commerce.models import (
    Address,
    Cart,
    CouponUse,
    Document,
    Order,
    OrderEntry,
    OrderItem,
    OrderLine,
)
from modules.gallery.models import AccessEntry, Comment, DownloadEntry, Gallery, Photo, Pick
from safelight import outbox
from safelight.accounts.models import Client, Member, OneTimeLink, Person, Visitor
from safelight.accounts.services import addresses
from safelight.audit import writing as audit
from safelight.mails.models import DigestLine
from safelight.outbox.models import MessageNews, OutgoingMessage
from tests.commerce import selling
from tests.commerce.papers import papers
from tests.gallery.factories import make_gallery, make_photo, make_row

EMAIL = "zebra@canary.example"
NAME = "Zebra Canaryfeather"


def make(**order: str) -> Client:
    """The client with rights, words, an order, a booking, mails and visits."""
    person = Person.objects.with_email(EMAIL, name=NAME)
    client: Client = Client.objects.create(person=person, note=f"Knows {NAME}")
    visitor = Visitor.objects.create(person=person, name=NAME)
    gallery = make_gallery(title="Garden")
    photo = make_photo(in_gallery=gallery)
    make_row(gallery, client=client)
    _proofing(gallery, photo, visitor, person)
    _order(gallery, photo, visitor, person, **order)
    _booking(client, visitor)
    audit.note("people.invited", subject=("client", client.public_id, NAME))
    _moved_from("old.zebra@canary.example", client)
    return client


def _moved_from(before: str, client: Client) -> None:
    """They followed the link that was mailed to their present address."""
    Person.objects.filter(pk=client.person_id).update(email=before)
    client.person.email = before
    link, _secret = OneTimeLink.issue(
        OneTimeLink.Purpose.EMAIL, client.person, at=timezone.now(), email=EMAIL
    )
    addresses.change(request=RequestFactory().get("/"), link=link, at=timezone.now())


def _proofing(gallery: Gallery, photo: Photo, visitor: Visitor, person: Person) -> None:
    at = timezone.now()
    Pick.objects.create(visitor=visitor, photo=photo, at=at)
    Comment.objects.create(
        gallery=gallery, photo=photo, visitor=visitor, text=f"From {NAME}", at=at
    )
    AccessEntry.objects.create(gallery=gallery, via="client", visitor=visitor, email=EMAIL, at=at)
    DownloadEntry.objects.create(
        gallery=gallery, photo=photo, name=photo.name, what="original", visitor=visitor,
        person=person, email=EMAIL, remote_address="192.0.2.7", at=at,
    )  # fmt: skip


def _order(gallery: Gallery, photo: Photo, visitor: Visitor, person: Person, **fields: str) -> None:
    at = timezone.now()
    address = {"name": NAME, "street": "Canary Lane 1", "city": "Bern", "country": "CH"}
    order = Order.objects.create(
        number=12, visitor=visitor, person=person, email=EMAIL, name=NAME, note=NAME,
        currency="EUR", goods=1190, total=1190, placed_at=at, placement_key="k",
        billing_address=address,
        shipping_address=address, **{"payment": "paid", **fields},
    )  # fmt: skip
    line = OrderLine.objects.create(
        order=order, kind="retouch", gallery=gallery, photo=photo, name=photo.name, note=NAME
    )
    OrderItem.objects.create(
        order=order, line=line, gallery=gallery, photo=photo, name=photo.name, state="PENDING",
        method="download", note=f"{NAME} smiles",
    )  # fmt: skip
    for by in (None, person):
        OrderEntry.objects.create(
            order=order, at=at, by=by, actor=NAME, verb="placed", detail={"email": EMAIL}
        )
    CouponUse.objects.create(coupon=selling.coupon("CANARY"), order=order, email=EMAIL)
    said = papers.said(NAME)
    said["client"]["email"] = EMAIL
    Document.objects.create(order=order, kind="invoice", number=1, issued_at=at, data=said)
    Address.objects.create(person=person, used_at=at, **address)
    Cart.objects.create(visitor=visitor, name=NAME, email=EMAIL, billing_address=address)


def _booking(client: Client, visitor: Visitor) -> None:
    at = timezone.now() - timedelta(days=9)
    portrait = SessionType.objects.create(
        slug="portrait", title="Portrait", calendar=Calendar.objects.create(name="Anna")
    )
    until = at + timedelta(hours=1)
    booking = Booking.objects.create(
        session_type=portrait, calendar=portrait.calendar, title="Portrait",
        starts_at=at, ends_at=until, during=(at, until),
        state=BookingState.DONE, client=client, visitor=visitor, name=NAME, email=EMAIL,
        phone="+41 79", note=NAME, currency="EUR", fee_mode="outside",
    )  # fmt: skip
    booking.entries.create(verb="booked", details={"name": NAME}, at=at)
    Waiting.objects.create(session_type=portrait, name=NAME, email=EMAIL, since=at)


def mail(template: str = "privacy_packet") -> OutgoingMessage:
    """A mail to the client, with their name in its words."""
    with transaction.atomic():
        posted = outbox.post(
            key="about the canary", to=EMAIL, to_name=NAME, template=template,
            context={"path": "/account/privacy/", "days": 7},
        )  # fmt: skip
    message: OutgoingMessage = posted.message
    OutgoingMessage.objects.filter(pk=message.pk).update(text_body=f"Hello {NAME}")
    MessageNews.objects.create(
        message=message, event_key="k", kind="bounced", said=f"550 <{EMAIL}> unknown",
        at=timezone.now(),
    )  # fmt: skip
    return message


def digest(reader: Member) -> DigestLine:
    """What a member is told of the client once a day."""
    line: DigestLine = DigestLine.objects.create(
        member=reader, key="canary", subject=f"{NAME} has picked 3 photos"
    )
    return line
