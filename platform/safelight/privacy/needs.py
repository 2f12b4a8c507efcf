"""What clients asked of their data waits for a person of the team."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.privacy import wishes
from safelight.privacy.models import Wish
from safelight.site.cards import Card
from safelight.web import dates

MOST = 5


def needs_you(request: HttpRequest) -> list[Card]:
    if "people.manage" not in request.allowed:  # type: ignore[attr-defined]
        return []
    return [_card(wish) for wish in wishes.open_ones()[:MOST]]


def _card(wish: Wish) -> Card:
    name = wish.client.person.name or wish.client.person.email
    asks = {
        Wish.Kind.DATA: _("%(name)s asks for their data"),
        Wish.Kind.ERASURE: _("%(name)s asks to be forgotten"),
    }[Wish.Kind(wish.kind)]
    due = dates.day(wish.due_at)
    return Card(
        title=asks % {"name": name},
        text=_("Answer by %(day)s.") % {"day": due},
        url=reverse("privacy:client", args=[wish.client.public_id]),
        count=0,
        icon="circle-alert",
    )
