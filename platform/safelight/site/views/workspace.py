"""The workspace's home page: what needs you."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from safelight.accounts.doors import workspace
from safelight.kernel import registry
from safelight.site import first_steps
from safelight.site.cards import Card

NeedsYou = Callable[[HttpRequest], list[Card]]
# Of packages above this one that are no modules.
_OF_THE_PLATFORM = ["safelight.privacy.needs.needs_you"]


@workspace(None)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    paths = [m.needs_you for m in registry.manifests() if m.name in modules and m.needs_you]
    paths += _OF_THE_PLATFORM
    cards = [card for path in paths for card in cast(NeedsYou, import_string(path))(request)]
    steps = first_steps.of(request)
    return render(request, "site/workspace_home.html", {"cards": cards, "steps": steps})
