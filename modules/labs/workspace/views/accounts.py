"""The studio's accounts with labs: which there are, connecting, changing and ending one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.labs import permissions
from modules.labs.adapters import registry
from modules.labs.contract import Lab
from modules.labs.models import LabConnection
from modules.labs.services import connecting
from modules.labs.workspace import shared
from modules.labs.workspace.account_forms import AccountForm, WayForm
from modules.labs.workspace.reads import account_sheet, capability_words
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

HERE = "labs_workspace:account"


@workspace(permissions.VIEW)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where the workspace's menu leads: everything below it belongs to labs."""
    return redirect("labs_workspace:orders")


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    context = shared.head(request, "accounts") | {"labs": account_sheet.listed()}
    return render(request, "labs/workspace/catalogue/accounts.html", context)


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind of lab is to be connected."""
    kinds = [(lab, capability_words.short(lab)) for lab in registry.every()]
    crumbs = [{"title": _("Your labs"), "url": reverse("labs_workspace:accounts")}]
    context = shared.head(request, "accounts") | {"kinds": kinds, "breadcrumbs": crumbs}
    return render(request, "labs/workspace/catalogue/choose.html", context)


@not_while_acting
@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """Connect a lab of this kind; it is asked whether it takes the account."""
    try:
        lab = registry.get(name)
    except registry.UnknownLab:
        raise Http404 from None
    form = AccountForm(request.POST or None, lab=lab)
    found: list[tuple[Any, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = connecting.connect(
                lab=name, name=form.cleaned_data["name"], typed=form.typed(), at=timezone.now()
            )
        except (connecting.FieldsMissing, connecting.LabSaysNo, connecting.LabIsAway) as refusal:
            found = _complain(form, refusal)
        else:
            messages.success(request, _("%s is connected.") % made.name)
            return redirect(HERE, made.public_id)
    return _form(request, form, lab, found)


@workspace(permissions.CATALOGUE)
@never_cache
@require_safe
def show(request: HttpRequest, account: str) -> HttpResponse:
    found = shared.account_or_404(account)
    context = shared.head(request, "accounts")
    crumbs = [{"title": _("Your labs"), "url": reverse("labs_workspace:accounts")}]
    quotes = account_sheet.quotes(found)
    forms = [
        WayForm(None, way=way, currency=context["currency"], quotes=quotes)
        for way in found.ways.select_related("profile").order_by("profile__position")
    ]
    context |= account_sheet.of(found) | {
        "connection": found, "breadcrumbs": crumbs, "way_forms": forms,
    }  # fmt: skip
    return render(request, "labs/workspace/catalogue/account.html", context)


@not_while_acting
@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, account: str) -> HttpResponse:
    connection = shared.account_or_404(account)
    lab = connecting.lab_of(connection)
    form = AccountForm(request.POST or None, lab=lab, connection=connection)
    found: list[tuple[Any, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            connecting.change(
                connection=connection, name=form.cleaned_data["name"], typed=form.typed()
            )
        except Refusal as refusal:
            found = _complain(form, refusal)
        else:
            messages.success(request, _("Saved. The lab takes it."))
            return redirect(HERE, account)
    return _form(request, form, lab, found, connection)


@not_while_acting
@workspace(permissions.CATALOGUE)
@require_POST
def disconnect(request: HttpRequest, account: str) -> HttpResponse:
    connection = shared.account_or_404(account)
    try:
        connecting.disconnect(connection=connection, at=timezone.now())
    except connecting.StillAtWork as refusal:
        messages.error(request, refusal.sentence)
        return redirect(HERE, account)
    messages.success(
        request, _("%s is disconnected, and its keys are forgotten.") % connection.name
    )
    return redirect("labs_workspace:accounts")


def _complain(form: AccountForm, refusal: Any) -> list[tuple[Any, str]]:
    """Say why not at the form; what the lab suggests is filled in to be looked at."""
    suggests: dict[str, str] = getattr(refusal, "suggests", {})
    if refusal.fields:
        form.complain(refusal.fields)
    else:
        form.add_error(None, refusal.sentence)
    return form.take_over(suggests) if suggests else []


def _form(
    request: HttpRequest, form: AccountForm, lab: Lab, found: list[tuple[Any, str]],
    connection: LabConnection | None = None,
) -> HttpResponse:  # fmt: skip
    context = shared.head(request, "accounts")
    if connection is not None:
        context = shared.below(request, connection)
    else:
        crumbs = [
            {"title": _("Your labs"), "url": reverse("labs_workspace:accounts")},
            {"title": _("Connect a lab"), "url": reverse("labs_workspace:account_choose")},
        ]
        context |= {"breadcrumbs": crumbs}
    context |= {"form": form, "lab": lab, "suggested": found}
    status = 422 if form.is_bound else 200
    return render(request, "labs/workspace/catalogue/account_form.html", context, status=status)
