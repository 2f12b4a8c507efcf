"""The addresses that a signed-in client keeps for the next order."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from modules.commerce.services import address_book, addresses
from safelight.accounts.models import Person


@login_required(login_url="accounts:sign_in")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """``remove`` names one to be forgotten; another person's is passed over."""
    person = cast(Person, request.user)
    if request.method == "POST":
        address_book.forget(person, request.POST.get("remove", ""))
        messages.success(request, _("The address is gone. Your orders keep theirs."))
        return redirect("commerce_site:addresses")
    rows = [
        (row, addresses.lines(address_book.as_written(row))) for row in address_book.kept(person)
    ]
    return render(request, "commerce/site/addresses.html", {"rows": rows})
