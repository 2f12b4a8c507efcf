"""The door of a gallery: open, a password, a sign-in, or nothing there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from modules.gallery import access
from modules.gallery.access import Door, Doorstep
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import downloads, logs
from modules.gallery.site.forms import UnlockForm
from safelight.accounts import visitors
from safelight.site import brands

View = Callable[..., HttpResponseBase]


def entering(view: View) -> View:
    """Calls ``view(request, eye, …)`` for those who may enter; others see the door."""

    @wraps(view)
    def door(request: HttpRequest, gallery: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = access.doorstep(access.viewer_of(request), gallery)
        if found is None or found.gallery.only_keeps_files:
            raise Http404
        brands.dress(request, found.gallery.worn_brand_id)
        if not found.grant.enter:
            return closed(request, gallery, found.grant.door)
        logs.entered(
            gallery=found.gallery, via=found.grant.via, who=logs.recipient_of(request),
            at=timezone.now(),
        )  # fmt: skip
        response = view(request, eye_of(request, found), *args, **kwargs)
        # Whoever uses this browser next must not see it by the back button.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return door


def eye_of(request: HttpRequest, found: Doorstep) -> Eye:
    is_over = found.grant.via != "team" and found.gallery.is_over(at=timezone.now())
    only_looks = found.grant.looks_only
    return Eye(
        gallery=found.gallery.to_look_at() if only_looks else found.gallery,
        grant=replace(found.grant, order=False) if is_over else found.grant,
        is_over=is_over,
        visitor=visitors.current(request),
        formats=downloads.offered_formats(found.grant),
        modules=cast("frozenset[str]", request.modules),  # type: ignore[attr-defined]
        holds_galleries=found.holds_galleries,
    )


def closed(
    request: HttpRequest, public_id: str, door: Door, form: UnlockForm | None = None
) -> HttpResponse:
    """The password's page, the way to sign in, that it is over, or 404.

    None of them tells what is behind.
    """
    if door in {Door.PASSWORD, Door.CODE}:
        is_code = door is Door.CODE
        context = {
            "form": form or UnlockForm(is_code=is_code),
            "gate_title": _("Your code") if is_code else _("This gallery is protected"),
            "gate_text": _("Enter the code that the studio gave you.")
            if is_code
            else _("Enter the password that you were given."),
            "gate_action": _("Open the gallery"),
            "unlock_url": reverse("gallery_site:unlock", args=[public_id]),
            "sign_in_url": _sign_in(request, public_id),
        }
        response = render(request, "gallery/site/locked.html", context, status=403)
        response["Cache-Control"] = "private, no-store"
        return response
    if door is Door.OVER:
        response = render(request, "gallery/site/over.html", status=410)
        response["Cache-Control"] = "private, no-store"
        return response
    if door is Door.SIGN_IN and not request.user.is_authenticated:
        return redirect(_sign_in(request, public_id))
    raise Http404


def _sign_in(request: HttpRequest, public_id: str) -> str:
    here = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    there = here or reverse("gallery_site:gallery", args=[public_id])
    return f"{reverse('accounts:sign_in')}?next={quote(there)}"
