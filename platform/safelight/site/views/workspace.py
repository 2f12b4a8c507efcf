"""The workspace's home page: what needs you."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from safelight.accounts.doors import workspace
from safelight.kernel import registry
from safelight.site import first_steps
from safelight.site.cards import Card

NeedsYou = Callable[[HttpRequest], list[Card]]
# Of packages above this one that are no modules.
_OF_THE_PLATFORM = ["safelight.billing.needs.needs_you", "safelight.privacy.needs.needs_you"]


@workspace(None)
@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    modules: frozenset[str] = request.modules  # type: ignore[attr-defined]
    paths = [m.needs_you for m in registry.manifests() if m.name in modules and m.needs_you]
    paths += _OF_THE_PLATFORM
    cards = [card for path in paths for card in cast(NeedsYou, import_string(path))(request)]
    context = {"cards": cards, "guide": first_steps.on_home(request)}
    return render(request, "site/workspace_home.html", context)


@workspace("site.manage")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def steps(request: HttpRequest) -> HttpResponse:
    """Every step with how far it is; skips one or all, and takes them up again."""
    if request.method != "POST":
        return render(request, "site/first_steps.html", {"guide": first_steps.guide(request)})
    if "again" in request.POST:
        first_steps.take_up_again()
    elif key := request.POST.get("skip", ""):
        first_steps.skip(key)
    return redirect("workspace:home")
