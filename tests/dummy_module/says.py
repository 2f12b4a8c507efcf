"""What the dummy adds to pages that are not its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safelight.kernel.privacy import Privacy
from safelight.kernel.site_parts import SiteAddress, SiteBlock, SiteParts
from safelight.kernel.takeout import Takeout
from safelight.site import selectors
from safelight.site.cards import Card
from safelight.site.first_steps import Step
from tests.dummy_module.settings import DummySettings


def badge(request: HttpRequest) -> int:
    return 17


def needs_you(request: HttpRequest) -> list[Card]:
    return [Card(title="The dummy needs you", text="", url=reverse("dummy_workspace:home"))]


def first_steps(request: HttpRequest) -> list[Step]:
    url = reverse("dummy_workspace:home")
    return [Step(key="dummy", order=90, title="Greet the dummy", text="", url=url, is_done=False)]


def site_home(request: HttpRequest) -> SafeString:
    said = selectors.module_settings("dummy", DummySettings)
    return format_html('<section id="dummy">{}</section>', said.greeting)


def greeting(request: HttpRequest, block: dict[str, object]) -> SafeString:
    return format_html("<p>The dummy greets {}</p>", block.get("choice", ""))


SITE_PARTS = SiteParts(
    blocks=(
        SiteBlock(
            kind="dummy.greeting", title="Greeting of the dummy", render=greeting,
            choices=lambda request: [("moon", "The moon")],
        ),
    ),
    addresses=lambda request: [SiteAddress("/dummy/")],
)  # fmt: skip


TAKEOUT = Takeout(stays={"dummy.Note": "Notes of a dummy that nobody reads."})
PRIVACY = Privacy(kept=("What the dummy forgot to write down",))
