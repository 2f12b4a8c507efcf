"""The platform's host: its first page, and sign-up."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from safelight.accounts import throttle
from safelight.accounts.forms import show_refusal
from safelight.kernel.errors import Refusal
from safelight.signup import addresses, forms, services
from safelight.signup.models import TryCount

PER_ADDRESS = throttle.Limit("sign-up:address", 30, timedelta(hours=1))


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "signup/front.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = forms.SignUpForm(request.POST or None, host=settings.PLATFORM_HOST)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            throttle.Counter(PER_ADDRESS, throttle.network_address(request), TryCount).count(at=at)
            opened = services.open_studio(
                at=at, language=get_language() or settings.LANGUAGE_CODE, **form.cleaned_data
            )
        except throttle.TooManyTries as refusal:
            return throttle.too_many(request, refusal)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect(opened.welcome_url)
    context = {"form": form, "platform_host": settings.PLATFORM_HOST}
    return render(request, "signup/sign_up.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
def address(request: HttpRequest) -> JsonResponse:
    """Whether an address is free, asked while it is typed (``docs/api/scripts.md``)."""
    wanted = request.GET.get("address", "").strip().lower()
    try:
        addresses.check(wanted, at=timezone.now())
    except Refusal as refusal:
        return JsonResponse({"available": False, "message": refusal.sentence})
    message = _("%(host)s is free.") % {"host": f"{wanted}.{settings.PLATFORM_HOST}"}
    return JsonResponse({"available": True, "message": message})
