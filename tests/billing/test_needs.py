"""What owners see on the workspace's home page, and whoever uploads beside the uploader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import Client as Browser
from django.utils import timezone

from safelight.accounts.models import Person
from safelight.billing.models import Subscription
from safelight.uploads import room
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.gallery.factories import make_photo

pytestmark = pytest.mark.django_db
Open = Callable[..., Browser]


def test_it_tells_owners_alone_that_the_plan_ends_and_the_storage_fills(
    acme: Studio, alice: Person, bob: Person, browser: Open, trying: Subscription
) -> None:
    Subscription.objects.update(ends_at=timezone.now() + timedelta(days=2, hours=1))
    with tenant_context(acme):
        make_photo()
        limits.write(acme, limits.Limits(storage=room.use().kept * 10 // 9))
    shown = browser(acme, alice).get("/studio/").content.decode()
    assert "Your plan ends in 3 days" in shown
    assert "% of your storage is used" in shown
    assert "storage is used" not in browser(acme, bob).get("/studio/").content.decode()


def test_it_says_beside_the_uploader_what_is_left(inside_acme: Studio) -> None:
    page = Template("{% load uploads %}{% room_left as left %}{{ left }}")
    assert page.render(Context()) == ""
    limits.write(inside_acme, limits.Limits(storage=room.use().used + 4_200_000_000))
    assert page.render(Context()) == "4.2 GB"
