"""Pictures of products: drawn anew from what the studio uploads, shown where they are bought."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from modules.commerce.models import Offering, PriceRow
from modules.labs.models import RowCard
from modules.labs.services import showing
from safelight.accounts.models import Person
from safelight.storage import objects
from tenants.context import tenant_context
from tenants.models import Studio
from tests.commerce import selling
from tests.commerce.factories import shop
from tests.labs import making


@pytest.fixture
def row(inside_acme: Studio) -> PriceRow:
    return selling.price_row(selling.price_list())


def _uploaded(size: tuple[int, int] = (1500, 1000)) -> io.BytesIO:
    return io.BytesIO(making.picture("teal", size))


def test_it_keeps_a_small_one_of_its_own(row: PriceRow) -> None:
    card = showing.keep(row=row, file=_uploaded())
    with objects.from_environment().open(card.picture) as file, Image.open(file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (400, 267))
    shown = showing.pictures([row.pk])[row.pk]
    assert (shown.width, shown.height) == (400, 267)
    assert shown.url.endswith(f"{card.public_id}-1.webp")


def test_it_forgets_the_one_before(row: PriceRow) -> None:
    first = showing.keep(row=row, file=_uploaded()).picture
    second = showing.keep(row=row, file=_uploaded())
    assert (second.edition, objects.from_environment().exists(first)) == (2, False)
    showing.take_away(row=row)
    assert (showing.pictures([row.pk]), objects.from_environment().exists(second.picture)) == (
        {}, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", making.picture()[:200]]
)
def test_it_takes_nothing_but_pictures(row: PriceRow, body: bytes) -> None:
    with pytest.raises(showing.BadPicture):
        showing.keep(row=row, file=io.BytesIO(body))
    assert not RowCard.objects.exists()


def test_it_is_uploaded_and_shown_by_pages(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    with tenant_context(acme):
        row = selling.price_row(selling.price_list())
    team, here = browser(acme, alice), f"/studio/labs/lists/{row.price_list.public_id}/pictures/"
    file = SimpleUploadedFile("frame.jpg", making.picture())
    said = {f"row{row.pk}-picture": file, f"row{row.pk}-hs_code": "4911.91"}
    assert team.post(here, said).status_code == 302
    with tenant_context(acme):
        url = showing.pictures([row.pk])[row.pk].url
    assert url in team.get(here).content.decode()
    answer = browser(acme).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert "immutable" in answer["Cache-Control"]
    assert b"".join(answer)[8:12] == b"WEBP"
    assert browser(acme).get(url.replace("-1.webp", "-2.webp")).status_code == 404


def test_it_stands_beside_the_row_that_is_bought(
    acme: Studio, browser: Callable[..., Browser], carla: Person
) -> None:
    with tenant_context(acme):
        gallery = shop(carla, photos=1)
        row = selling.price_row(selling.price_list())
        Offering.objects.create(price_list=row.price_list, gallery=gallery)
        url = showing.pictures([showing.keep(row=row, file=_uploaded()).row_id])[row.pk].url
        photo = gallery.placements.get().photo
    page = browser(acme, carla).get(f"/buy/{gallery.public_id}/{photo.public_id}/")
    assert f'src="{url}"' in page.content.decode()
