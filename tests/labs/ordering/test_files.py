"""A lab order waits for its print files: real ones, by jobs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image

from modules.commerce.models import OrderItem
from modules.gallery.models import Photo
from modules.labs.adapters import registry
from modules.labs.events import PrintFileMade
from modules.labs.listeners import on_print_file_made
from modules.labs.models import LabOrder, LabState
from modules.labs.services import ordering
from safelight.jobs.testing import drain
from tenants.models import Studio
from tests.commerce.factories import mails
from tests.labs.ordering import setting
from tests.labs.ordering.paper_lab import PaperLab
from tests.labs.ordering.setting import AT
from tests.labs.printing import things


@pytest.fixture
def lab() -> Iterator[PaperLab]:
    made = PaperLab()
    registry._found()[made.code] = made
    yield made
    registry.forget()


def gathered(photo: Photo | None, **fields: Any) -> LabOrder:
    order = setting.ordered(setting.prints_by(setting.connection()), **fields)
    OrderItem.objects.filter(order=order).update(photo=photo)
    (made,) = ordering.gather(order_id=order.pk, at=AT)
    return made


def test_it_makes_the_files_and_goes_to_the_lab(inside_acme: Studio, lab: PaperLab) -> None:
    body = things.picture(Image.new("RGB", (400, 500), "teal"))
    made = gathered(things.photo_of(body, (400, 500)))
    assert not lab.calls
    drain()
    assert setting.fresh(made).state == LabState.AT_LAB
    (file,) = lab.made[0].pieces[0].files
    assert ((file.width, file.height), len(file.md5)) == (things.PIXELS, 32)
    assert file.url.startswith("http")


def test_it_stops_where_a_photo_is_gone(inside_acme: Studio, lab: PaperLab) -> None:
    made = gathered(None)
    drain()
    assert setting.fresh(made).state == LabState.STOPPED
    assert "no longer there" in made.problem
    assert not lab.calls
    assert len(mails("labs_problem")) == 1


def test_it_stops_where_a_file_cannot_be_made(inside_acme: Studio, lab: PaperLab) -> None:
    made = gathered(things.photo_of(b"no picture", (400, 500)))
    drain(allow_failures=True)
    assert setting.fresh(made).state == LabState.STOPPED
    assert not lab.calls


def test_it_waits_for_every_file(inside_acme: Studio, lab: PaperLab) -> None:
    body = things.picture(Image.new("RGB", (400, 500), "teal"))
    made = gathered(things.photo_of(body, (400, 500)), prints=2)
    one, two = made.pieces.all()
    things.give_file(one, digest="1")
    things.give_file(two, digest="2", made_at=None)
    on_print_file_made(PrintFileMade(file_id=one.file_id))  # type: ignore[arg-type]
    assert setting.fresh(made).state == LabState.SENDING
    assert not lab.calls
