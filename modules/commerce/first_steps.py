"""A new studio's way to be paid."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from modules.commerce.models import PaymentConnection
from safelight.site.first_steps import Step


def of(request: HttpRequest) -> Iterator[Step]:
    yield Step(
        key="payments",
        order=60,
        title=_("Be paid online"),
        text=_("Connect your own account: what your clients pay goes to you."),
        url=reverse("commerce_workspace:payments"),
        is_done=PaymentConnection.objects.filter(disconnected_at=None).exists(),
    )
