"""What a page of the site shows around itself: name, menus, the cart, who is signed in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from safelight.accounts.models import Person
from safelight.site import context, menu, selectors


def look(request: HttpRequest) -> list[Any] | None:
    """All that ``site/base.html`` looks different by; None where it shows something once.

    Pages that are kept are kept by it.
    """
    # A message; or who acts as this person, and for how long.
    if len(get_messages(request)) or getattr(request, "acting", None) is not None:
        return None
    site = request.site_settings  # type: ignore[attr-defined]
    person = cast(Person, request.user) if request.user.is_authenticated else None
    return [
        *(site.name, site.scheme, site.revision, get_language(), timezone.localdate().year),
        site.worn and (site.worn.public_id, site.worn.revision),
        menu.lines(request, site),
        menu.legal(request),
        [selectors.base_url(request), context.made_with(request)],
        context.tools(request),
        person and [person.name, person.email, context.account_menu(request)],
    ]
