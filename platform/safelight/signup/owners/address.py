"""Settings → Address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts.doors import owners
from safelight.accounts.forms import show_refusal
from safelight.kernel import marks
from safelight.kernel.errors import Refusal
from safelight.outbox import links
from safelight.signup import renaming
from safelight.signup.owners.forms import AddressForm
from tenants.context import current_studio


@marks.asks_anew
@marks.not_while_acting
@owners
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    studio, at = current_studio(), timezone.now()
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            renaming.rename(studio=studio, address=form.cleaned_data["address"], at=at)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            # Sessions belong to one host: whoever is here signs in there anew.
            sign_in = f"{reverse('accounts:sign_in')}?next={reverse('owners:address')}"
            there = links.origin(studio.address_host())
            return HttpResponseRedirect(links.absolute(there, sign_in))
    context = {
        "form": form,
        "host": studio.address_host(),
        "platform_host": settings.PLATFORM_HOST,
        "former": renaming.former(studio),
        "left": renaming.left(at),
    }
    return render(request, "owners/address.html", context, status=422 if form.is_bound else 200)


@marks.asks_anew
@marks.not_while_acting
@owners
@require_POST
def let_go(request: HttpRequest) -> HttpResponse:
    host = request.POST.get("host", "")
    renaming.let_go(studio=current_studio(), host=host, at=timezone.now())
    messages.success(request, _("%(host)s redirects no more.") % {"host": host})
    return redirect("owners:address")
