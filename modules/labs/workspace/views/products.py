"""A lab's catalogue: fetching it, looking at it, and one product of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.labs import permissions
from modules.labs.services.catalogue import fetching
from modules.labs.workspace import shared
from modules.labs.workspace.reads import account_sheet, product_list, variant_words
from safelight.accounts.doors import workspace
from safelight.jobs.models import Job


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show_all(request: HttpRequest, account: str) -> HttpResponse:
    """Products that go to ``country`` and have the words ``q``."""
    connection = shared.account_or_404(account)
    country = request.GET.get("country", "").replace("\0", "")[:2]
    words = request.GET.get("q", "").replace("\0", "")[:80]
    found = product_list.of(connection, country=country, words=words)
    context = shared.below(request, connection) | {
        "groups": product_list.grouped(found),
        "number": len(found),
        "countries": product_list.countries(connection),
        "country": country,
        "words": words,
        "fetch": account_sheet.fetch_of(connection),
        "is_fetching": account_sheet.is_running(account_sheet.fetch_of(connection)),
    }
    return render(request, "labs/workspace/catalogue/products.html", context)


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show(request: HttpRequest, product: str) -> HttpResponse:
    found = shared.product_or_404(product)
    context = shared.below(request, found.connection) | {
        "product": found,
        "shown": product_list.shown([found])[0],
        "variants": variant_words.of(found),
        "elsewhere": variant_words.elsewhere(found),
    }
    return render(request, "labs/workspace/catalogue/product.html", context)


@workspace(permissions.CATALOGUE)
@require_POST
def fetch(request: HttpRequest, account: str) -> HttpResponse:
    """``skus`` that were pasted, or ``all`` that the lab lists."""
    connection = shared.account_or_404(account)
    skus = None if "all" in request.POST else request.POST.get("skus", "")
    with shared.saying(request):
        fetching.ask_for(connection=connection, skus=skus)
    return redirect("labs_workspace:products", account)


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def progress(request: HttpRequest, account: str) -> JsonResponse:
    """How far fetching is (``docs/api/scripts.md``)."""
    connection = shared.account_or_404(account)
    job = account_sheet.fetch_of(connection)
    if job is None:
        state, note = "done", ""
    else:
        waiting = job.state == Job.State.QUEUED and job.attempts > 0
        state, note = _STATES.get(job.state, "done"), job.progress_note
        note = _("The lab does not answer; it is asked again.") if waiting else note
    done = state == "done"
    return JsonResponse(
        {
            "state": state,
            "done": job.progress_done if job else 0,
            "total": job.progress_total if job else 0,
            "current": note,
            "seconds_left": None,
            "message": _("Fetched.") if done else _("Asking the lab"),
            "url": reverse("labs_workspace:products", args=[account]) if done else None,
        }
    )


_STATES: dict[str, str] = {
    Job.State.QUEUED: "waiting",
    Job.State.RUNNING: "running",
    Job.State.PARKED: "failed",
}
