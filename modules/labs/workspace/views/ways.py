"""A lab's ways to ship: found by asking, or named by the studio; what clients pay for each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from modules.labs import permissions
from modules.labs.services.connecting import ways
from modules.labs.workspace import shared
from modules.labs.workspace.account_forms import WayForm
from modules.labs.workspace.reads import account_sheet
from safelight.accounts.doors import workspace
from safelight.kernel.errors import Refusal
from safelight.web.forms import one_line

HERE = "labs_workspace:account"


@workspace(permissions.CATALOGUE)
@require_POST
def ask(request: HttpRequest, account: str) -> HttpResponse:
    """Ask the lab which ways it has."""
    connection = shared.account_or_404(account)
    try:
        made = ways.ask(connection=connection)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect(HERE, account)
    said = ngettext("%(n)d new way to ship.", "%(n)d new ways to ship.", len(made))
    messages.success(request, said % {"n": len(made)} if made else _("You know all its ways."))
    return redirect(HERE, account)


@workspace(permissions.CATALOGUE)
@require_POST
def add(request: HttpRequest, account: str) -> HttpResponse:
    """``method`` is the lab's word for it, ``name`` what clients read."""
    connection = shared.account_or_404(account)
    method = one_line(request.POST.get("method", "").replace("\0", ""))[:60]
    name = one_line(request.POST.get("name", "").replace("\0", ""))[:80]
    if not method:
        messages.error(request, _("Write what the lab calls it."))
        return redirect(HERE, account)
    with shared.saying(request, _("Added. Say what it costs where the lab names no price.")):
        ways.add(connection=connection, method=method, name=name or method)
    return redirect(HERE, account)


@workspace(permissions.CATALOGUE)
@require_POST
def change(request: HttpRequest, account: str) -> HttpResponse:
    """All ways of the lab as the form has them."""
    connection = shared.account_or_404(account)
    context = shared.head(request, "accounts")
    quotes = account_sheet.quotes(connection)
    forms = [
        WayForm(request.POST, way=way, currency=context["currency"], quotes=quotes)
        for way in connection.ways.select_related("profile").order_by("profile__position")
    ]
    wrong = [form for form in forms if not form.is_valid()]
    if not wrong:
        terms = {form.way.pk: form.terms() for form in forms}
        with shared.saying(request, _("Saved. It holds for carts from now on.")):
            ways.change(connection=connection, terms=terms, at=timezone.now())
        return redirect(HERE, account)
    context = shared.below(request, connection) | account_sheet.of(connection)
    context |= {"way_forms": forms}
    return render(request, "labs/workspace/catalogue/account.html", context, status=422)
