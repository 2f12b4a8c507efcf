"""The studio sets a format up, and sees what a file will be called."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client as Browser

from modules.gallery.models import DeliveryFormat
from safelight.accounts.models import Person
from tenants.models import Studio

Open = Callable[..., Browser]
NEW = "/studio/galleries/formats/new/"
FILLED = {
    "name": "Press", "box": "max", "megabytes": "12.5", "quality": "92", "colour": "adobe_rgb",
    "ppi": "300", "name_template": "{{basename}}-{{seq}}", "copyright": "© {{created.year}}",
}  # fmt: skip


@pytest.fixture
def page(acme: Studio, alice: Person, browser: Open, inside_acme: Studio) -> Browser:
    return browser(acme, alice)


def test_it_works(page: Browser) -> None:
    assert page.post(NEW, FILLED).status_code == 302
    made = DeliveryFormat.objects.get(name="Press")
    assert (made.megabytes, made.colour, made.ppi) == (Decimal("12.5"), "adobe_rgb", 300)
    assert made.metadata == {"copyright": "© {{created.year}}"}
    assert "12.5 MB" in page.get("/studio/galleries/formats/").content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"pixels": "600"}, "Give pixels or megabytes, not both."),
        ({"name_template": "{{week}}"}, "“week” is not one of the fields"),
        ({"copyright": "{{camera}}"}, "“camera” is not one of the fields"),
    ],
)
def test_it_says_what_is_wrong(page: Browser, change: dict[str, str], sentence: str) -> None:
    answer = page.post(NEW, FILLED | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not DeliveryFormat.objects.filter(name="Press").exists()


@pytest.mark.parametrize(
    ("template", "answer"),
    [
        ("{{basename}}-{{width}}", {"name": "Anna___Ben_0042-1920.jpg"}),
        ("{{x}}", {"problem": "“x” is not one of the fields a file name can have."}),
    ],
)
def test_it_answers_with_an_example(page: Browser, template: str, answer: dict[str, str]) -> None:
    asked = page.get("/studio/galleries/formats/example/", {"name_template": template})
    assert asked.json() == answer


def test_it_shows_an_example_without_scripts(page: Browser) -> None:
    assert "For example Anna___Ben_0042.jpg" in page.get(NEW).content.decode()
