"""Settings → Modules: what the studio uses, and what it could."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from safelight.accounts.doors import owners
from safelight.audit import writing as audit
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from tenants import modules, resolve
from tenants.context import current_studio


@owners
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    context = {"standings": modules.of(current_studio())}
    return render(request, "owners/modules.html", context)


@owners
@require_POST
def switch(request: HttpRequest, name: str) -> HttpResponse:
    if name not in registry.module_names():
        raise Http404
    try:
        if request.POST.get("on") == "1":
            _switch_on(request, name)
        else:
            _switch_off(request, name)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("owners:modules")


def _switch_on(request: HttpRequest, name: str) -> None:
    with transaction.atomic():  # What was done and that it was done appear together.
        opened = modules.switch_on(studio=current_studio(), module=name, at=timezone.now())
        for each in opened:
            audit.note("modules.switched_on", subject=_subject(each))
    resolve.forget_all()
    titles = ", ".join(str(registry.module(each).title) for each in opened)
    if titles:
        messages.success(request, _("On from now on: %(names)s.") % {"names": titles})


def _switch_off(request: HttpRequest, name: str) -> None:
    with transaction.atomic():  # As above.
        modules.switch_off(studio=current_studio(), module=name)
        audit.note("modules.switched_off", subject=_subject(name))
    resolve.forget_all()
    title = registry.module(name).title
    messages.success(request, _("%(name)s is off. What was in it is kept.") % {"name": title})


def _subject(name: str) -> tuple[str, str, str]:
    return "module", name, str(registry.module(name).title)
