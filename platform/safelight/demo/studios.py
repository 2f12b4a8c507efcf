"""Opens the demonstration's studios: people, galleries, rights, letters. Repeated, it changes
nothing."""

from __future__ import annotations

from datetime import datetime

from modules.gallery.models import DeliveryFormat, Gallery, Sending
from modules.gallery.services import authorizations, formats, galleries, presets, sendings
from modules.gallery.services.authorizations import Address
from safelight.accounts.models import ClientGroup, Member, Person, Role
from safelight.accounts.models.people import normalise_email
from safelight.accounts.services import people
from safelight.demo import booking, selling
from safelight.demo.cast import PASSWORD, House, Human, Place
from safelight.kernel import public_id
from safelight.signup import services as signup
from safelight.site import first_steps
from tenants.context import tenant_context
from tenants.models import Studio

WEB_SIZE = "Web, 1600 px"


def find(house: House) -> Studio | None:
    return Studio.objects.filter(address=house.address).first()


def furnish(house: House, *, at: datetime) -> Studio:
    """Open the studio where there is none of this address yet, and set up what is missing."""
    studio = find(house) or _open(house, at)
    with tenant_context(studio):
        owner = _member(house.owner, None, at)
        _member(house.retoucher, owner, at)
        for human in house.clients:
            person = people.list_client(email=human.email, name=human.name).person
            give_password(person, human)
        group = _group(house)
        web_size = _web_size()
        for place in house.places:
            _gallery(place, group, web_size, owner, at)
        selling.set_up(house.address, web_size=web_size)
        booking.set_up(house.address, at=at)
    return studio


def person(human: Human) -> Person:
    return Person.objects.get(email=normalise_email(human.email))


def gallery(title: str) -> Gallery | None:
    """The gallery of this title, if nobody has renamed or deleted it."""
    return Gallery.objects.filter(title=title).order_by("pk").first()


def _open(house: House, at: datetime) -> Studio:
    studio = signup.open_studio(
        name=house.name,
        address=house.address,
        owner_name=house.owner.name,
        email=house.owner.email,
        password=PASSWORD,
        at=at,
    ).studio
    # Whoever looks round is shown a studio that works, not how to begin one.
    with tenant_context(studio):
        first_steps.skip("*")
    return studio


def _member(human: Human, invited_by: Person | None, at: datetime) -> Person:
    if invited_by is None:
        return person(human)
    if not Member.objects.filter(person__email=human.email).exists():
        people.invite_member(
            email=human.email,
            name=human.name,
            role=Role.objects.get(name="Retoucher"),
            by=invited_by.member,
            at=at,
        )
    found = person(human)
    give_password(found, human)
    return found


def give_password(person: Person, human: Human) -> None:
    if human.joined and not person.has_joined:
        person.change_password(PASSWORD)


def _group(house: House) -> ClientGroup:
    group, _made = ClientGroup.objects.get_or_create(name=house.group)
    group.clients.add(*[people.list_client(email=email) for email in house.grouped])
    return group


def _web_size() -> DeliveryFormat:
    found: DeliveryFormat | None = DeliveryFormat.objects.filter(name=WEB_SIZE).first()
    return found or formats.create(name=WEB_SIZE, pixels=1600, quality=85)


def _gallery(
    place: Place, group: ClientGroup, web_size: DeliveryFormat, owner: Person, at: datetime
) -> None:
    found = gallery(place.title) or _make_gallery(place)
    if place.password and not authorizations.anybody(found).password:
        authorizations.set_password(gallery=found, password=place.password)
    rights = presets.preset(place.preset).default_row
    if place.preset == "protected_professional":
        rights = presets.Rights(
            lowres=rights.lowres, originals=rights.originals, format_ids=frozenset({web_size.pk})
        )
    galleries.publish(gallery=found, at=at)
    if place.group:
        authorizations.add_groups(gallery=found, groups=[group], rights=rights)
    if place.clients and not Sending.objects.filter(gallery=found).exists():
        sendings.send(
            gallery=found,
            letter=_letter(place),
            recipients=[Address(email=email) for email in place.clients],
            rights=rights,
            by=owner,
            at=at,
        )


def _make_gallery(place: Place) -> Gallery:
    parent = gallery(place.inside) if place.inside else None
    made = galleries.create(
        title=place.title,
        preset=place.preset,
        parent=parent,
        copy_settings_from=parent,
        inherit=parent is not None,
    )
    feedback = place.preset in ("private_password", "protected_retouch")
    if place.password:
        authorizations.set_rights(
            row=authorizations.anybody(made),
            rights=presets.Rights(lowres=True, originals=presets.Originals.ALL),
        )
    return galleries.change(
        gallery=made, description=place.description, comments_on=feedback, ratings_on=feedback
    )


def _letter(place: Place) -> sendings.Letter:
    return sendings.Letter(
        public_id=public_id.new(),
        subject=f"Your photos: {place.title}",
        message="The first look is ready. Take your time, and write to us if anything is unclear.",
    )
