"""Where a lab order goes, and how."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from modules.commerce.facade import AddressForm
from modules.labs import permissions
from modules.labs.models import LabOrder
from modules.labs.services import ordering
from modules.labs.services.ordering import recipients
from modules.labs.workspace.views.order_acts import say
from modules.labs.workspace.views.orders import crumbs, lab_order_or_404, person_of
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal

PREFIX = "shipping"


@workspace(permissions.SEND)
@require_http_methods(["GET", "HEAD", "POST"])
def redirect_to(request: HttpRequest, lab_order: str) -> HttpResponse:
    """``again`` shows the fields of the country that was chosen, and changes nothing."""
    found = lab_order_or_404(lab_order)
    known = recipients.address_of(found.recipient)
    typed = request.POST if request.method == "POST" else None
    if typed is None or "again" in typed:
        given = _typed(typed) if typed is not None else {}
        form = AddressForm(prefix=PREFIX, known={**known, **given}, only=())
        return _form(request, found, form)
    form = AddressForm(typed, prefix=PREFIX, known=known, only=())
    if not form.is_valid():
        return _form(request, found, form, status=400)
    try:
        wish = ordering.redirect(
            lab_order=found, address={**form.cleaned_data, "phone": known["phone"]},
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _asked() if wish else _("It goes to the new address."))
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("labs_workspace:order", lab_order)


@workspace(permissions.SEND)
@require_POST
def ship_by(request: HttpRequest, lab_order: str) -> HttpResponse:
    """By ``method``."""

    def change(found: LabOrder) -> str:
        wish = ordering.ship_by(
            lab_order=found, method=request.POST.get("method", "").replace("\0", ""),
            by=person_of(request), at=timezone.now(),
        )  # fmt: skip
        return _asked() if wish else _("It is sent that way.")

    return say(request, lab_order, change)


def _asked() -> str:
    return _("The lab is asked. Its answer stands here in a moment.")


def _typed(data: Any) -> dict[str, str]:
    parts = ("name", "company", "street", "city", "region", "postal_code", "country")
    return {part: data.get(f"{PREFIX}-{part}", "") for part in parts}


def _form(
    request: HttpRequest, lab_order: LabOrder, form: AddressForm, *, status: int = 200
) -> HttpResponse:
    context = {"lab_order": lab_order, "form": form, "breadcrumbs": crumbs(lab_order)}
    return render(request, "labs/workspace/order_address.html", context, status=status)
