"""Which lab makes a price list, and how its orders reach it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.models import PriceList
from modules.labs import permissions
from modules.labs.models import LabConnection, LabList
from modules.labs.services import connecting
from modules.labs.services.connecting import lists
from modules.labs.workspace import shared
from modules.labs.workspace.account_forms import ITSELF, ListLabForm
from safelight.accounts.doors import workspace


@workspace(permissions.CATALOGUE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, price_list: str) -> HttpResponse:
    found = shared.list_or_404(price_list)
    lab_list = LabList.objects.filter(price_list=found).select_related("connection").first()
    form = _form(request, found, lab_list)
    if request.method == "POST" and form.is_valid():
        return _save(request, found, form, lab_list)
    context = shared.below_list(request, found) | {
        "form": form,
        "lab_list": lab_list,
        "has_labs": LabConnection.objects.filter(disconnected_at=None).exists(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "labs/workspace/catalogue/list_lab.html", context, status=status)


def _form(request: HttpRequest, found: PriceList, lab_list: LabList | None) -> ListLabForm:
    capabilities = connecting.lab_of(lab_list.connection).capabilities if lab_list else None
    chosen = found.shipping_profiles.filter(lab__isnull=False).values_list("lab", flat=True)
    return ListLabForm(
        request.POST or None, lab_list=lab_list,
        labs=list(LabConnection.objects.filter(disconnected_at=None)),
        of_list=set(chosen), branding=capabilities.branding if capabilities else frozenset(),
    )  # fmt: skip


def _save(
    request: HttpRequest, found: PriceList, form: ListLabForm, lab_list: LabList | None
) -> HttpResponse:
    chosen = form.cleaned_data["lab"]
    if chosen == ITSELF:
        with shared.saying(request, _("You make it yourself from now on.")):
            lists.take_back(price_list=found)
        return redirect("labs_workspace:list_lab", found.public_id)
    connection = shared.account_or_404(chosen)
    is_other = lab_list is None or lab_list.connection_id != connection.pk
    # Every way that the lab has, until somebody has seen them here.
    everything = [way.pk for way in connection.ways.filter(profile__withdrawn_at=None)]
    with shared.saying(request, _("Saved.")):
        lists.give(
            price_list=found, connection=connection, manner=form.manner(),
            ways=everything if is_other else form.ticked(),
        )  # fmt: skip
    return redirect("labs_workspace:list_lab", found.public_id)
