"""Fee and delivery of a session type; its packages and add-ons."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.bookings import permissions
from modules.bookings.models import AddOn, Package, SessionType
from modules.bookings.services.types import keeping
from modules.bookings.workspace import setting
from modules.bookings.workspace.forms.terms import AddOnForm, PackageForm, TermsForm
from safelight.accounts.doors import workspace

_T = "bookings/workspace/types"
HERE = "bookings_workspace:type_packages"


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    context = setting.head(request, found, "type_terms")
    row = setting.type_or_404(session_type)
    form = TermsForm(request.POST or None, instance=row, currency=context["currency"])
    if request.method == "POST" and form.is_valid():
        keeping.keep(row=form.instance, fields=form.cleaned_data)
        messages.success(request, _("Saved. It holds for what is booked from now on."))
        return redirect(setting.after(request, found, "type_terms"))
    context |= {"form": form}
    return render(request, f"{_T}/terms.html", context, status=422 if form.is_bound else 200)


@workspace(permissions.TYPES)
@never_cache
@require_safe
def packages(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    context = setting.head(request, found, "type_packages") | {
        "packages": found.packages.filter(withdrawn_at=None),
        "add_ons": found.add_ons.filter(withdrawn_at=None),
    }
    return render(request, f"{_T}/packages.html", context)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def package_new(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    # The terms of the session type are where its own ones begin.
    initial = {name: getattr(found, name) for name in ("mode", "included", "upsell")}
    return _part(request, found, Package(session_type=found, **initial), _("New package"))


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, session_type: str, package: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    row = setting.package_or_404(found, package)
    return _part(request, found, row, row.title)


@workspace(permissions.TYPES)
@require_POST
def package_withdraw(request: HttpRequest, session_type: str, package: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    keeping.withdraw(part=setting.package_or_404(found, package), at=timezone.now())
    messages.success(request, _("It is not offered any more. Bookings keep it."))
    return redirect(HERE, session_type)


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_on_new(request: HttpRequest, session_type: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    return _part(request, found, AddOn(session_type=found), _("New add-on"))


@workspace(permissions.TYPES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_on(request: HttpRequest, session_type: str, add_on: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    row = setting.add_on_or_404(found, add_on)
    return _part(request, found, row, row.title)


@workspace(permissions.TYPES)
@require_POST
def add_on_withdraw(request: HttpRequest, session_type: str, add_on: str) -> HttpResponse:
    found = setting.type_or_404(session_type)
    keeping.withdraw(part=setting.add_on_or_404(found, add_on), at=timezone.now())
    messages.success(request, _("It is not offered any more. Bookings keep it."))
    return redirect(HERE, session_type)


@workspace(permissions.TYPES)
@require_POST
def package_step(request: HttpRequest, session_type: str, package: str) -> HttpResponse:
    """One place earlier, or ``to`` later."""
    row = setting.package_or_404(setting.type_or_404(session_type), package)
    keeping.step(part=row, later=request.POST.get("to") == "later")
    return redirect(HERE, session_type)


@workspace(permissions.TYPES)
@require_POST
def add_on_step(request: HttpRequest, session_type: str, add_on: str) -> HttpResponse:
    row = setting.add_on_or_404(setting.type_or_404(session_type), add_on)
    keeping.step(part=row, later=request.POST.get("to") == "later")
    return redirect(HERE, session_type)


def _part(
    request: HttpRequest, found: SessionType, row: Package | AddOn, title: str
) -> HttpResponse:
    context = setting.head(request, found, "type_packages")
    drawn: Any = PackageForm if isinstance(row, Package) else AddOnForm
    form = drawn(request.POST or None, instance=row, currency=context["currency"])
    if request.method == "POST" and form.is_valid():
        keeping.keep(row=form.instance, fields=form.cleaned_data)
        messages.success(request, _("Saved. It holds for what is booked from now on."))
        return redirect(HERE, found.public_id)
    name = "add_on" if isinstance(row, AddOn) else "package"
    context |= {"form": form, "row": row if row.pk else None, "part": name, "title": title}
    return render(request, f"{_T}/part.html", context, status=422 if form.is_bound else 200)
