"""The Authorizations tab: the table of who may do what."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import permissions
from modules.gallery.models import Authorization, Gallery
from modules.gallery.services import authorizations, client_codes, presets, tree
from modules.gallery.services.presets import Rights
from modules.gallery.workspace import pages
from modules.gallery.workspace.forms.people import (
    AddClientsForm,
    AddGroupForm,
    CodeForm,
    PasswordForm,
    RightsForm,
)
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import not_while_acting

HERE = "gallery_workspace:authorizations"


@workspace(permissions.AUTHORIZE)
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    return _page(request, pages.gallery_or_404(request, public_id))


@workspace(permissions.AUTHORIZE)
@require_POST
def save(request: HttpRequest, public_id: str) -> HttpResponse:
    """All rows of the table at once."""
    gallery = pages.gallery_or_404(request, public_id)
    rights: dict[int, Rights] = {}
    for row in _rows(gallery):
        form = RightsForm(request.POST, rights=presets.SHUT, prefix=row.public_id)
        # A row that was added meanwhile is not in this form, and stays as it is.
        if f"{row.public_id}-originals" in request.POST and form.is_valid():
            rights[row.pk] = form.rights()
    with pages.saying(request, _("Saved. It holds from everybody's next click on.")):
        authorizations.set_table(gallery=gallery, rights=rights)
    return redirect(HERE, public_id)


@not_while_acting
@workspace(permissions.AUTHORIZE)
@require_POST
def password(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    if "clear" in request.POST:
        with pages.saying(request, _("Nobody is asked for a password any more.")):
            authorizations.clear_password(gallery=gallery)
        return redirect(HERE, public_id)
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            authorizations.set_password(gallery=gallery, **form.cleaned_data)
        except authorizations.TableIsAbove as refusal:
            # The page of such a gallery has no form to say it in.
            messages.error(request, refusal.sentence)
            return redirect(HERE, public_id)
        except Refusal as refusal:
            form.add_error("password", refusal.sentence)
        else:
            with pages.saying(request, _("The password holds now; earlier ones do not.")):
                return redirect(HERE, public_id)
    return _page(request, gallery, password_form=form)


@workspace(permissions.AUTHORIZE)
@require_POST
def code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add the client code, or change it."""
    gallery = pages.gallery_or_404(request, public_id)
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            row = client_codes.set_code(gallery=gallery, **form.cleaned_data)
        except authorizations.TableIsAbove as refusal:
            messages.error(request, refusal.sentence)
            return redirect(HERE, public_id)
        except Refusal as refusal:
            form.add_error("code", refusal.sentence)
        else:
            done = _("The client code is %(code)s now; earlier ones open nothing more.")
            with pages.saying(request, done % {"code": row.code}):
                return redirect(HERE, public_id)
    return _page(request, gallery, code_form=form)


@workspace(permissions.AUTHORIZE)
@require_POST
def add_clients(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    form = AddClientsForm(request.POST, rights=presets.SHUT, prefix="clients")
    if not form.is_valid():
        return _page(request, gallery, clients_form=form)
    with pages.saying(request, _("Listed. Nothing was sent to them.")):
        authorizations.add_clients(
            gallery=gallery, addresses=form.cleaned_data["emails"], rights=form.rights()
        )
    return redirect(HERE, public_id)


@workspace(permissions.AUTHORIZE)
@require_POST
def add_group(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    form = AddGroupForm(request.POST, rights=presets.SHUT, prefix="group")
    if not form.is_valid():
        return _page(request, gallery, group_form=form)
    with pages.saying(request, _("Listed, with everybody who joins the group later.")):
        authorizations.add_groups(
            gallery=gallery, groups=[form.cleaned_data["group"]], rights=form.rights()
        )
    return redirect(HERE, public_id)


@workspace(permissions.AUTHORIZE)
@require_POST
def remove(request: HttpRequest, public_id: str, row_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    row = next((row for row in _rows(gallery) if row.public_id == row_id), None)
    if row is None:
        raise Http404
    done = _("%(who)s is off the list, from the next click on.") % {"who": row}
    with pages.saying(request, done):
        authorizations.remove(row=row)
    return redirect(HERE, public_id)


@workspace(permissions.AUTHORIZE)
@require_POST
def table(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the rules from above, or begin a table of one's own."""
    gallery = pages.gallery_or_404(request, public_id)
    if request.POST.get("table") == "own":
        with pages.saying(request, _("This gallery has a table of its own now.")):
            authorizations.own_table(gallery=gallery)
    else:
        with pages.saying(request, _("The gallery above decides now.")):
            authorizations.inherit(gallery=gallery)
    return redirect(HERE, public_id)


def _page(request: HttpRequest, gallery: Gallery, **bound: Any) -> HttpResponse:
    decider = tree.decider(gallery)
    rows = _rows(decider)
    default = presets.preset(gallery.preset).default_row
    context = pages.head(request, gallery, "authorizations") | {
        "decider": decider,
        "is_own": decider.pk == gallery.pk,
        "rows": [(row, _form(row)) for row in rows],
        "anybody": next((row for row in rows if row.is_anybody), None),
        "code": next((row for row in rows if row.code), None),
        "protected": [row for row in rows if row.client or row.group],
        "code_form": CodeForm(),
        "password_form": PasswordForm(),
        "clients_form": AddClientsForm(rights=default, prefix="clients"),
        "group_form": AddGroupForm(rights=default, prefix="group"),
    }
    status = 422 if bound else 200
    template = "gallery/workspace/authorizations.html"
    return render(request, template, context | bound, status=status)


def _form(row: Authorization) -> RightsForm:
    return RightsForm(rights=authorizations.rights_of(row), prefix=row.public_id)


def _rows(gallery: Gallery) -> list[Authorization]:
    """Anybody first, then the client code, groups, and clients by address."""
    if gallery.own_authorizations:
        authorizations.anybody(gallery)
    rows = Authorization.objects.filter(gallery=gallery).select_related("client__person", "group")
    found = list(rows.prefetch_related("formats"))
    return sorted(found, key=_order)


def _order(row: Authorization) -> tuple[int, str]:
    if row.is_anybody:
        return 0, ""
    if row.code:
        return 1, ""
    if row.group is not None:
        return 2, row.group.name
    return 3, row.client.person.email if row.client else ""
