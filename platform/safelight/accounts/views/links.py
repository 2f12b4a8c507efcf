"""Pages behind links in mails: invitations and passwords."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.accounts import forms, paths, throttle
from safelight.accounts.models import OneTimeLink
from safelight.accounts.services import joining
from safelight.accounts.views.parts import let_in
from safelight.kernel import marks
from safelight.outbox import links
from tenants.context import current_studio

Purpose = OneTimeLink.Purpose
page = require_http_methods(["GET", "HEAD", "POST"])


@marks.open_while_suspended
@never_cache
@page
def forgotten(request: HttpRequest) -> HttpResponse:
    form = forms.ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask_for_reset(
                request=request, email=form.cleaned_data["email"], at=timezone.now()
            )
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        return render(request, "accounts/forgotten_sent.html", form.cleaned_data)
    return render(request, "accounts/forgotten.html", {"form": form})


@marks.open_while_suspended
@never_cache
@page
def password_new(request: HttpRequest, secret: str) -> HttpResponse:
    link = OneTimeLink.find(Purpose.RESET, secret, at=timezone.now())
    if link is None:
        return ended(request, Purpose.RESET, secret)
    if elsewhere := _where_they_belong(request, link):
        return redirect(elsewhere)
    form = forms.NewPasswordForm(request.POST or None, person=link.person)
    return _choose(request, link, secret, form, "accounts/password_new.html")


@never_cache
@page
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    link = OneTimeLink.find(Purpose.INVITATION, secret, at=timezone.now())
    if link is None:
        return ended(request, Purpose.INVITATION, secret)
    if elsewhere := _where_they_belong(request, link):
        return redirect(elsewhere)
    form = forms.InvitationForm(request.POST or None, person=link.person)
    return _choose(request, link, secret, form, "accounts/invitation.html")


def ended(request: HttpRequest, purpose: Purpose, secret: str) -> HttpResponse:
    """The page of a link that does not work any more: what happened, and what to do."""
    why = joining.why_ended(purpose=purpose, secret=secret, at=timezone.now())
    context = {"why": why.value, "purpose": purpose.value}
    status = 404 if why is joining.Ending.UNKNOWN else 410
    return render(request, "accounts/link_ended.html", context, status=status)


def _where_they_belong(request: HttpRequest, link: OneTimeLink) -> str:
    """The same page on the host where they are signed in afterwards: a session holds on one.

    The team works at the studio's address; clients are where links lead now, as old ones did not.
    """
    studio = current_studio()
    is_member = hasattr(link.person, "member")
    host = studio.address_host() if is_member else studio.primary_host()
    here = request.get_host().partition(":")[0].lower()
    if request.method == "POST" or here == host:
        return ""
    return links.absolute(links.origin(host), request.path)


def _choose(
    request: HttpRequest,
    link: OneTimeLink,
    secret: str,
    form: forms.NewPasswordForm,
    template: str,
) -> HttpResponse:
    if request.method != "POST" or not form.is_valid():
        return render(request, template, {"form": form, "person": link.person})
    try:
        person = joining.choose_password(
            request=request, link=link, at=timezone.now(), **form.cleaned_data
        )
    except joining.LinkEnded:
        return ended(request, Purpose(link.purpose), secret)
    messages.success(request, _("Your password is set."))
    return let_in(request, person, paths.local(link.then, otherwise=""))
