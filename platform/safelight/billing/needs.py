"""What of the plan needs somebody: cards of the workspace's home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelight.billing.models import Subscription
from safelight.billing.services import filling, standing
from safelight.site.cards import Card
from safelight.uploads import room
from safelight.web import sizes

SOON = timedelta(days=7)


def needs_you(request: HttpRequest) -> list[Card]:
    """For owners: a plan that ends or is unpaid, and storage that is nearly full."""
    if not request.member.role.is_owner:  # type: ignore[attr-defined]
        return []
    subscription = standing.of(request.studio)  # type: ignore[attr-defined]
    if subscription is None:
        return []
    return [*_of_the_plan(subscription), *_of_storage()]


def _of_the_plan(subscription: Subscription) -> Iterator[Card]:
    url = reverse("billing:plan")
    if subscription.state == Subscription.State.PAST_DUE:
        text = _("Look at your card, so that the studio stays open.")
        yield Card(icon="circle-alert", title=_("Your plan could not be paid"), text=text, url=url)
    ends_at = subscription.ends_at or subscription.cancel_at
    left = ends_at - timezone.now() if ends_at else None
    if left is not None and left <= SOON:
        days = max(1, -(-left // timedelta(days=1)))
        sentence = ngettext(
            "Your plan ends in %(days)d day", "Your plan ends in %(days)d days", days
        )
        text = _("Choose a plan, and everything goes on.")
        yield Card(icon="clock", title=sentence % {"days": days}, text=text, url=url)


def _of_storage() -> Iterator[Card]:
    use = room.use()
    if use.limit is not None and use.percent >= min(filling.STEPS):
        title = _("%(percent)d %% of your storage is used") % {"percent": use.percent}
        text = _("%(left)s are left. Existing files stay readable.") % {
            "left": sizes.say(use.left or 0)
        }
        yield Card(icon="circle-alert", title=title, text=text, url=reverse("billing:plan"))
