"""Rules of shares on one page, with what somebody would get by them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from modules.agency.models import ShareRule
from modules.agency.services.shares import reckoning, rules
from modules.agency.settings import AgencySettings
from modules.agency.workspace.shares import pages
from modules.agency.workspace.shares.forms import ExampleForm, RuleForm
from safelight.site import selectors as site

HERE = "agency_workspace:share_rules"


@dataclass(frozen=True, kw_only=True)
class Example:
    """What the chosen contributor would get of ``net``, and the rule that says so."""

    decided: rules.Decided
    net: int
    theirs: int

    @property
    def percent(self) -> str:
        return f"{self.decided.percent.normalize():f} %"

    @property
    def studios(self) -> int:
        return self.net - self.theirs


@pages.door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        with pages.saying(request, _("It holds for what is sold from now on.")):
            rules.set_rule(
                contributor=said["contributor"], of=said["of"], percent=said["percent"],
                at=timezone.now(),
            )  # fmt: skip
        return redirect(HERE)
    currency = site.site_settings().currency
    asked = ExampleForm(request.GET if "whose" in request.GET else None, currency=currency)
    found = rules.everything()
    context = pages.head("share_rules") | {
        "form": form,
        "everybody": [rule for rule in found if rule.contributor_id is None],
        "own": [rule for rule in found if rule.contributor_id is not None],
        "example_form": asked,
        "example": _example(asked, found) if asked.is_bound and asked.is_valid() else None,
        "lab_costs_first": site.module_settings("agency", AgencySettings).lab_costs_first,
    }
    status = 422 if form.is_bound else 200
    return render(request, "agency/workspace/shares/rules.html", context, status=status)


@pages.door
@require_POST
def remove(request: HttpRequest, rule: str) -> HttpResponse:
    rules.remove_rule(rule=get_object_or_404(ShareRule, public_id=rule))
    return redirect(HERE)


def _example(form: ExampleForm, found: list[ShareRule]) -> Example:
    said = form.cleaned_data
    product, library = said["product"], said["library"]
    case = rules.Case(
        contributor_id=said["whose"].pk,
        row_id=product.pk if product else None,
        price_list_id=product.price_list_id if product else None,
        library_id=library.pk if library else None,
    )
    decided = rules.decide(found, case)
    part = reckoning.Part(net=said["net"], percent=decided.percent)
    (share,) = reckoning.shares(said["net"], [part])
    return Example(decided=decided, net=said["net"], theirs=share.amount)
