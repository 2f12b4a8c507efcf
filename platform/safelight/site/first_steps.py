"""What a new studio does first; the list goes away when all of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from safelight.accounts.models import Client, Member
from safelight.site import selectors


@dataclass(frozen=True)
class Step:
    title: str
    text: str
    url: str
    is_done: bool


def of(request: HttpRequest) -> list[Step]:
    """The steps that this member may take, or nothing once each is done."""
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    steps = []
    if "site.manage" in allowed:
        steps.append(
            Step(
                _("Give your site its colour and words"),
                _("Your clients see your name, never ours."),
                reverse("settings:home"),
                selectors.site_settings().revision > 1,
            )
        )
    if "people.manage" in allowed:
        steps.append(
            Step(
                _("Invite your first client"),
                _("They get a mail with a link, and choose a password."),
                reverse("people:client_invite"),
                Client.objects.exists(),
            )
        )
    if "team.manage" in allowed:
        steps.append(
            Step(
                _("Invite somebody to the team"),
                _("A retoucher, a second photographer: each with a role."),
                reverse("people:member_invite"),
                Member.objects.count() > 1,
            )
        )
    return [] if all(step.is_done for step in steps) else steps
