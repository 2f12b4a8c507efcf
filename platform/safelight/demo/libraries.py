"""The demonstration's agency: whose photographs are whose, and work that waits for review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from modules.agency.models import Contributor, Library
from modules.agency.services import inviting, libraries
from modules.agency.services.libraries import Terms
from modules.agency.services.shares import rules
from modules.gallery import facade as gallery
from modules.gallery.models import Photo
from safelight.accounts.models import Member
from safelight.demo import handing_in, studios
from safelight.demo.cast import HARBOUR, House, Human
from tenants import modules, resolve
from tenants.context import current_studio

CONTRIBUTOR = Human(name="Iris Holm", email="iris@harbour.example")
# The photographer of each gallery's photos, with the colour of their library.
DESKS = (
    ("Visit Skerries: the coast", "Jo Brandt", Library.Colour.TEAL),
    ("Tourist board: summer in the hills", "Alma Ruiz", Library.Colour.ORANGE),
)
WAITING, SHARE = 2, Decimal(40)


def set_up(house: House, files: Sequence[Path], *, at: datetime) -> None:
    """Make an agency of the studio we are in, unless it has libraries already.

    ``files`` are of one of its galleries; a few of them are sent by a contributor once more.
    """
    if house != HARBOUR:
        return
    modules.switch_on(studio=current_studio(), module="agency", at=at)
    resolve.forget_all()
    if Library.objects.exists():
        return
    owner = Member.objects.select_related("person", "role").get(role__is_owner=True)
    rules.set_rule(contributor=None, of=None, percent=SHARE, at=at)
    for title, name, colour in DESKS:
        whose = Contributor.objects.create(name=name)
        made = libraries.make(terms=Terms(name=name, colour=colour, contributor=whose), by=owner)
        living = Photo.objects.filter(placements__gallery=studios.gallery(title))
        gallery.place_in_home(home=made.home, photo_ids=list(living.values_list("pk", flat=True)))
    _contributor(owner, files, at)


def _contributor(owner: Member, files: Sequence[Path], at: datetime) -> None:
    """Somebody who uploads to their own library, where files are reviewed first."""
    inviting.invite(
        email=CONTRIBUTOR.email, name=CONTRIBUTOR.name, preset="contributor", library=None,
        own_library=True, by=owner, at=at,
    )  # fmt: skip
    person = studios.person(CONTRIBUTOR)
    studios.give_password(person, CONTRIBUTOR)
    own = Library.objects.get(name=CONTRIBUTOR.name)
    own.colour, own.review_first = Library.Colour.VIOLET, True
    own.save(update_fields=["colour", "review_first"])
    batch = handing_in.open_batch(gallery=own.home, state="UNDEFINED", by=person, at=at)
    for path in files[:WAITING]:
        handing_in.hand_in(path=path, batch=batch, by=person, at=at)
