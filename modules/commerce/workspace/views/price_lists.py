"""The price lists in their order, and a new one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.commerce import permissions
from modules.commerce.models import PriceList
from modules.commerce.services.pricelists import lists
from modules.commerce.workspace import prices
from modules.commerce.workspace.forms.pricelists import NewListForm
from modules.commerce.workspace.reads import pricelists
from safelight.accounts.doors import workspace
from safelight.site import selectors as site

Kind = PriceList.Kind
# (kind, icon, what it is for): drawn as cards.
KINDS = (
    (Kind.DOWNLOAD, "download", _("Files of single photos, in the sizes you offer.")),
    (Kind.PRINT, "image", _("Prints of single photos that you make, send or hand over yourself.")),
    (Kind.GALLERY, "images", _("All files of a gallery at one price, as it is when ordered.")),
    (Kind.PRODUCT, "package", _("A book, a session, a workshop: tied to no file.")),
)


@workspace(permissions.PRICES)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    context = prices.head(request, "price_lists") | {
        "listed": pricelists.listed(),
        "currency": site.site_settings().currency,
        "icons": {str(kind): icon for kind, icon, _meaning in KINDS},
    }
    return render(request, "commerce/workspace/prices/lists.html", context)


@workspace(permissions.PRICES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = NewListForm(request.POST or None, initial={"kind": Kind.DOWNLOAD})
    if request.method == "POST" and form.is_valid():
        made = lists.create(kind=form.cleaned_data["kind"], name=form.cleaned_data["name"])
        return redirect("commerce_workspace:price_list", made.public_id)
    context = prices.head(request, "price_lists") | {
        "form": form,
        "kinds": [(kind, kind.label, icon, meaning) for kind, icon, meaning in KINDS],
        "chosen": form["kind"].value(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "commerce/workspace/prices/new.html", context, status=status)


@workspace(permissions.PRICES)
@require_POST
def step(request: HttpRequest, price_list: str) -> HttpResponse:
    """One place earlier or later, where no script drags it."""
    found = get_object_or_404(PriceList, public_id=price_list)
    lists.step(price_list=found, later=request.POST.get("to") == "later")
    return redirect("commerce_workspace:price_lists")
