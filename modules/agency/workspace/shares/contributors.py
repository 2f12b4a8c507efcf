"""Contributors, what they are owed, and corrections of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.agency import share_selectors
from modules.agency.models import Contributor
from modules.agency.services.shares import contributing, ledger, statements
from modules.agency.workspace.shares import pages
from modules.agency.workspace.shares.forms import ContributorForm, CorrectionForm, PeriodForm
from modules.agency.workspace.shares.statements import closing
from safelight.kernel import public_id
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting
from safelight.site import selectors as site

MOST_OPEN = 200


@pages.door
@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    rows = list(Contributor.objects.order_by("archived_at", "name"))
    accounts: dict[int, list[share_selectors.Account]] = {}
    for account in share_selectors.accounts(rows):
        accounts.setdefault(account.contributor.pk, []).append(account)
    context = pages.head("shares") | {
        "rows": [(each, accounts.get(each.pk, [])) for each in rows],
    }
    return render(request, "agency/workspace/shares/contributors.html", context)


@pages.door
@never_cache
@require_safe
def show(request: HttpRequest, contributor: str) -> HttpResponse:
    """With ``last_date``, each statement as it would be closed up to this day."""
    found = get_object_or_404(Contributor, public_id=contributor)
    return _sheet(request, found, _correction())


@not_while_acting
@pages.door
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@not_while_acting
@pages.door
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, contributor: str) -> HttpResponse:
    """The form; ``action`` is ``archive`` or ``reopen`` where a button beside it was pressed."""
    found = get_object_or_404(Contributor, public_id=contributor)
    action = request.POST.get("action")
    if action == "archive":
        contributing.archive(contributor=found, at=timezone.now())
    elif action == "reopen":
        contributing.reopen(contributor=found)
    else:
        return _edit(request, found)
    return redirect("agency_workspace:contributor", contributor)


@pages.door
@require_POST
def correct(request: HttpRequest, contributor: str) -> HttpResponse:
    found = get_object_or_404(Contributor, public_id=contributor)
    currency = site.site_settings().currency
    form = CorrectionForm(request.POST, currency=currency)
    if not form.is_valid():
        return _sheet(request, found, form, status=422)
    with pages.saying(request, _("It is in the ledger, with the reason.")):
        ledger.correct(
            contributor=found, amount=form.amount(), currency=currency,
            reason=form.cleaned_data["reason"], by=pages.person_of(request),
            key=form.cleaned_data["key"], at=timezone.now(),
        )  # fmt: skip
    return redirect("agency_workspace:contributor", contributor)


def _edit(request: HttpRequest, found: Contributor | None) -> HttpResponse:
    names = tuple(ContributorForm.base_fields)
    initial = {name: getattr(found, name) for name in names} if found else {}
    form = ContributorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = contributing.save(contributor=found, details=form.details())
            return redirect("agency_workspace:contributor", saved.public_id)
        except Refusal as refusal:
            form.add_error("email", refusal.sentence)
    context = pages.below("shares") | {"form": form, "contributor": found}
    status = 422 if form.is_bound else 200
    return render(request, "agency/workspace/shares/contributor_edit.html", context, status=status)


def _sheet(
    request: HttpRequest, found: Contributor, form: CorrectionForm, *, status: int = 200
) -> HttpResponse:
    accounts = share_selectors.accounts([found])
    context: dict[str, Any] = pages.below("shares") | {
        "contributor": found,
        "accounts": accounts,
        "drafts": _drafts(request, found, [account.currency for account in accounts]),
        "entries": share_selectors.open_entries(found)[:MOST_OPEN],
        "statements": share_selectors.statements(found),
        "rules": share_selectors.rules_for(found).filter(contributor=found),
        "period": closing(timezone.now()),
        "form": form,
    }
    return render(request, "agency/workspace/shares/contributor.html", context, status=status)


def _drafts(
    request: HttpRequest, found: Contributor, currencies: Sequence[str]
) -> list[statements.Draft]:
    asked = PeriodForm(request.GET)
    if not asked.is_valid():
        return []
    last_date = asked.cleaned_data["last_date"]
    drafts = [
        statements.draft(contributor=found, currency=currency, last_date=last_date)
        for currency in currencies
    ]
    return [draft for draft in drafts if draft.entries]


def _correction() -> CorrectionForm:
    """Each form that is shown has a key of its own: sent twice, it corrects once."""
    return CorrectionForm(currency=site.site_settings().currency, initial={"key": public_id.new()})
