"""Which entry of the menu stands for a page."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client as Browser

from safelight.accounts.models import Person
from tenants.models import Studio

Browse = Callable[..., Browser]


def test_it_marks_the_clients_on_the_pages_of_their_data(
    browser: Browse, acme: Studio, alice: Person, carla: Person
) -> None:
    page = browser(acme, alice).get(f"/studio/privacy/clients/{carla.client.public_id}/")
    marked = re.findall(r'<a href="([^"]+)" aria-current="page"', page.content.decode())
    assert marked == ["/studio/clients/"]
