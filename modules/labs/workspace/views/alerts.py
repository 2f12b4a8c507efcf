"""What changed at labs since a price was made: what it is, and what the studio decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.labs import permissions
from modules.labs.models import CatalogueAlert
from modules.labs.services.catalogue import alerting
from modules.labs.workspace import shared
from modules.labs.workspace.reads import alert_words
from safelight.accounts.doors import workspace

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 200
DECISIONS: dict[str, tuple[Callable[..., None], str | _StrPromise]] = {
    "keep": (alerting.keep, gettext_lazy("Your prices stay as they are.")),
    "apply": (alerting.apply, gettext_lazy("The rule made the prices anew.")),
    "stop": (alerting.stop, gettext_lazy("It is not sold any more.")),
}


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    rows = CatalogueAlert.objects.select_related("product__connection")
    settled = rows.exclude(settled_at=None).order_by("-settled_at")[:20]
    context = shared.head(request, "alerts") | {
        "alerts": [(a, alert_words.sentence(a)) for a in rows.filter(settled_at=None)[:MOST]],
        "settled": settled,
    }
    return render(request, "labs/workspace/catalogue/alerts.html", context)


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show(request: HttpRequest, alert: str) -> HttpResponse:
    found = _alert_or_404(alert)
    context = shared.head(request, "alerts")
    crumbs = [{"title": _("Changes at labs"), "url": reverse("labs_workspace:alerts")}]
    context |= {
        "alert": found,
        "breadcrumbs": crumbs,
        "costs": alert_words.costs(found),
        "changes": alert_words.changes(found),
        "rows": alert_words.rows(found, currency=context["currency"]),
    }
    return render(request, "labs/workspace/catalogue/alert.html", context)


@workspace(permissions.CATALOGUE)
@require_POST
def settle(request: HttpRequest, alert: str) -> HttpResponse:
    """``decision``: ``keep``, ``apply`` or ``stop``."""
    found = _alert_or_404(alert)
    if (decision := DECISIONS.get(request.POST.get("decision", ""))) is None:
        raise Http404
    act, words = decision
    with shared.saying(request, words):
        act(alert=found, at=timezone.now())
    return redirect("labs_workspace:alerts")


def _alert_or_404(public_id: str) -> CatalogueAlert:
    rows = CatalogueAlert.objects.select_related("product__connection")
    return get_object_or_404(rows, public_id=public_id)
