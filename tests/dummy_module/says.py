"""What the dummy adds to pages that are not its own."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safelight.site import selectors
from safelight.site.cards import Card
from tests.dummy_module.settings import DummySettings


def badge(request: HttpRequest) -> int:
    return 17


def needs_you(request: HttpRequest) -> list[Card]:
    return [Card(title="The dummy needs you", text="", url=reverse("dummy_workspace:home"))]


def site_home(request: HttpRequest) -> SafeString:
    said = selectors.module_settings("dummy", DummySettings)
    return format_html('<section id="dummy">{}</section>', said.greeting)
