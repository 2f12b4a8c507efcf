"""Changing one's own e-mail address."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safelight.accounts import proof_forms, throttle
from safelight.accounts.doors import signed_in
from safelight.accounts.forms import show_refusal
from safelight.accounts.models import OneTimeLink, Person
from safelight.accounts.services import addresses, joining
from safelight.accounts.views.links import ended
from safelight.kernel.errors import Refusal
from safelight.kernel.marks import asks_anew, not_while_acting

page = require_http_methods(["GET", "HEAD", "POST"])
EMAIL = OneTimeLink.Purpose.EMAIL


@asks_anew
@not_while_acting
@signed_in
@page
def change(request: HttpRequest) -> HttpResponse:
    form = proof_forms.NewAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            addresses.ask(person=_person(request), email=email, at=timezone.now())
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(
                request,
                _("If nobody else has %(email)s, a link is on its way to it.") % {"email": email},
            )
            return redirect("accounts:account")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/email.html", {"form": form}, status=status)


@not_while_acting
@signed_in
@page
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail to the new address; only whoever asked for it may press the button."""
    link = OneTimeLink.find(EMAIL, secret, at=timezone.now())
    if link is None or link.person_id != _person(request).pk:
        return ended(request, EMAIL, secret)
    if request.method != "POST":
        return render(request, "accounts/email_new.html", {"email": link.email})
    try:
        addresses.change(request=request, link=link, at=timezone.now())
    except joining.LinkEnded:
        return ended(request, EMAIL, secret)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("From now on you sign in with your new address."))
    return redirect("accounts:account")


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
