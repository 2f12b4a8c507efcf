"""Sign-in, sign-out, and the way in after sign-up."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts import devices, forms, paths, throttle
from safelight.accounts.models import OneTimeLink, Person
from safelight.accounts.services import joining, signing
from safelight.accounts.views.links import ended
from safelight.kernel import marks


@marks.open_while_suspended
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next") or request.GET.get("next")
    if request.user.is_authenticated and request.method != "POST":
        return redirect(paths.local(wanted, otherwise=home_of(request.user)))
    form = forms.SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            person = signing.sign_in(request=request, at=timezone.now(), **form.cleaned_data)
        except signing.NotSignedIn as refusal:
            form.add_error(None, refusal.sentence)
            status = refusal.status
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        else:
            response = redirect(paths.local(wanted, otherwise=home_of(person)))
            devices.remember(request, response, person.email)
            return response
    context = {"form": form, "next": paths.local(wanted, otherwise="")}
    return render(request, "accounts/sign_in.html", context, status=status)


@marks.open_while_suspended
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("/")


@marks.open_while_suspended
@never_cache
@require_GET
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """The end of sign-up: from the platform's host into the new workspace."""
    at = timezone.now()
    link = OneTimeLink.find(OneTimeLink.Purpose.WELCOME, secret, at=at)
    if link is None:
        return ended(request, OneTimeLink.Purpose.WELCOME, secret)
    try:
        person = joining.come_in(request=request, link=link, at=at)
    except joining.LinkEnded:
        return ended(request, OneTimeLink.Purpose.WELCOME, secret)
    response = redirect("workspace:home")
    devices.remember(request, response, person.email)
    return response


def home_of(person: object) -> str:
    """Members work in the workspace; everybody else looks at the site."""
    is_member = isinstance(person, Person) and hasattr(person, "member")
    return reverse("workspace:home") if is_member else "/"
