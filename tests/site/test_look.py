"""The studio's look: emblems, typefaces, colours, and the page that sets them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from PIL import Image

from safelight.accounts.models import Person
from safelight.site import brand, colours, selectors, typefaces
from safelight.site.models import SitePicture, SiteSettings
from safelight.site.services import settings
from safelight.web import assets
from tenants.context import tenant_context
from tenants.models import Studio

pytestmark = pytest.mark.django_db
Browse = Callable[..., Browser]
LOOK = {"accent": "#004488", "scheme": "auto", "typefaces": "book", "corners": "round",
        "spacing": "wide", "has_paper": "on", "paper": "#f4e9dc"}  # fmt: skip


def picture(name: str = "logo.png") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGBA", (400, 100), "#336699").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), content_type="image/png")


def test_it_shows_the_logo_wherever_the_studio_is_named(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    assert mine.post("/studio/settings/look/", {**LOOK, "logo": picture()}).status_code == 302
    with tenant_context(acme):
        logo = SitePicture.objects.get()
        mails = brand.of_mails(acme)
    address = f"/pictures/{logo.public_id}/mark.png"
    assert mails.logo_url.startswith("http")
    assert mails.logo_url.endswith(address)
    page = browser(acme).get("/sign-in/").content.decode()
    assert f'src="{address}"' in page
    assert f"/pictures/{logo.public_id}/icon-32.png" in page
    sent = browser(acme).get(address)
    assert sent["Content-Type"] == "image/png"
    assert "immutable" in sent["Cache-Control"]
    assert browser(acme).get(address.replace("mark.png", "original")).status_code == 404
    assert mine.post("/studio/settings/look/", {**LOOK, "gone_logo": "on"}).status_code == 302
    assert address not in browser(acme).get("/").content.decode()


@pytest.mark.parametrize("name", ["logo.svg", "logo.jpg"])
def test_upl_02_it_refuses_svg_under_any_name(
    browser: Browse, acme: Studio, alice: Person, name: str
) -> None:
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'
    sent = SimpleUploadedFile(name, svg, content_type="image/jpeg")
    answer = browser(acme, alice).post("/studio/settings/look/", {**LOOK, "logo": sent})
    assert answer.status_code == 422
    assert "SVG files can hold programs" in answer.content.decode()
    with tenant_context(acme):
        assert not SitePicture.objects.exists()
        assert selectors.site_settings().accent != "#004488"


def test_it_shows_the_look_before_it_is_saved_and_to_its_own_workspace_alone(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    mine = browser(acme, alice)
    page = mine.get("/studio/settings/look/preview/", LOOK)
    assert assets.url("type-book.css") in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    sheet = mine.get("/studio/settings/look/preview.css", LOOK).content.decode()
    assert '"Cormorant"' in sheet
    assert "--brand-radius: 0.75rem" in sheet
    with tenant_context(acme):
        assert selectors.site_settings().typefaces == "gallery"
    assert "frame-ancestors 'none'" in browser(acme).get("/")["Content-Security-Policy"]


def test_it_takes_nothing_but_colours_into_the_stylesheet(
    browser: Browse, acme: Studio, alice: Person
) -> None:
    asked = {**LOOK, "paper": "red;}*{display:none", "typefaces": "x}"}
    sheet = browser(acme, alice).get("/studio/settings/look/preview.css", asked).content.decode()
    assert "display" not in sheet
    assert "x}" not in sheet


@pytest.mark.parametrize("paper", ["#000000", "#777777", "#ff0000", "#f4e9dc", "#ffffff"])
@pytest.mark.parametrize("ink", ["#ffffff", "#888888", "#00ff00", "#000000"])
def test_it_repairs_every_pair_of_colours(paper: str, ink: str) -> None:
    for shown in brand.palettes(SiteSettings(paper=paper, ink=ink, accent="#ffee00")):
        assert colours.contrast(shown.ink, shown.paper) >= colours.ENOUGH_OF_INK
        assert colours.contrast(shown.accent, shown.paper) >= colours.ENOUGH
        assert colours.contrast(shown.on_accent, shown.accent) >= colours.ENOUGH


def test_it_tells_of_a_background_that_is_too_dark(acme: Studio) -> None:
    with tenant_context(acme):
        told = settings.change(values={"paper": "#202020", "accent": "#003366"})
    assert any("too dark for a background" in sentence for sentence in told)


def test_it_has_files_and_a_licence_for_every_typeface() -> None:
    frontend = Path(assets.__file__).resolve().parents[3] / "frontend"
    assert len(typefaces.PAIRS) >= 6
    for pair in typefaces.PAIRS:
        imported = (frontend / "entries" / pair.stylesheet).read_text()
        sheets = [frontend / "entries" / line.split('"')[1] for line in imported.splitlines()]
        declared = "".join(sheet.read_text() for sheet in sheets)
        for face in (pair.heading, pair.body):
            assert f'font-family: "{face}";' in declared
            assert f"{face}: SIL Open Font License" in declared
        assert "latin-ext" in declared
        assert "font-display: swap" in declared


def test_it_is_a_site_of_its_own_on_home_screens(browser: Browse, acme: Studio) -> None:
    with tenant_context(acme):
        settings.change(values={"name": "Ålesund <Foto>"})
    told = browser(acme).get("/site.webmanifest").json()
    assert told["name"] == "Ålesund <Foto>"
    letter = browser(acme).get(told["icons"][0]["src"])
    assert letter["Content-Type"] == "image/svg+xml"
    assert ">Å</text>" in letter.content.decode()
