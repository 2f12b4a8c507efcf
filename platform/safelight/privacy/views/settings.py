"""Settings → Consents: what clients are asked, and its wordings."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.accounts.doors import workspace
from safelight.privacy import consents
from safelight.privacy.models import ConsentType

page = require_http_methods(["GET", "HEAD", "POST"])
door = workspace("site.manage")


class WordingForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What for"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("What they agree to"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Each change is a new wording; who agreed, agreed to the old one."),
    )  # fmt: skip


@door
@never_cache
@page
def index(request: HttpRequest) -> HttpResponse:
    form = WordingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consents.add(**form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("privacy_settings:consents")
    context = {"types": consents.types(), "form": form}
    return render(request, "privacy/consents.html", context, status=422 if form.is_bound else 200)


@door
@never_cache
@page
def wording(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = next((each for each in consents.types() if each.kind.public_id == public_id), None)
    if shown is None:
        raise Http404
    initial = {"title": shown.wording.title, "text": shown.wording.text}
    form = WordingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        consents.reword(kind=_kind(public_id), **form.cleaned_data, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("privacy_settings:consents")
    kind = shown.kind
    wordings = kind.wordings.order_by("-number") if kind.pk else [shown.wording]
    context = {"kind": kind, "form": form, "wordings": wordings}
    return render(request, "privacy/wording.html", context, status=422 if form.is_bound else 200)


@door
@require_POST
def archive(request: HttpRequest, public_id: str) -> HttpResponse:
    kind = _kind(public_id)
    consents.archive(kind=kind, at=timezone.now())
    messages.success(request, _("It is asked no more. What was said stays in the history."))
    return redirect("privacy_settings:consents")


def _kind(public_id: str) -> ConsentType:
    kind = consents.type_of(public_id)
    if kind is None:
        raise Http404
    return kind
