"""The list of studios: what may be asked of it, and its rows. Only named fields reach the query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.jobs.models import Job
from safelight.kernel import registry
from tenants.models import Allowance, EnabledModule, Studio

SIZE = 50
# What a person may sort by, and the column that this means.
SORTS = {
    "address": F("address").asc(),
    "plan": F("allowance__plan_name").asc(nulls_last=True),
    "storage": F("figures__storage_bytes").desc(nulls_last=True),
    "activity": F("figures__last_activity_at").desc(nulls_last=True),
    "quiet": F("figures__last_activity_at").asc(nulls_first=True),
    "members": F("figures__members").desc(nulls_last=True),
    "parked": F("parked").desc(),
    "opened": F("opened_at").desc(nulls_last=True),
}
_TITLES = {
    "address": gettext_lazy("Address"), "plan": gettext_lazy("Plan"),
    "storage": gettext_lazy("Most storage"), "activity": gettext_lazy("Used last"),
    "quiet": gettext_lazy("Unused longest"), "members": gettext_lazy("Largest team"),
    "parked": gettext_lazy("Most parked jobs"), "opened": gettext_lazy("Opened last"),
}  # fmt: skip
ILL = [
    ("", gettext_lazy("Well or ill")),
    ("any", gettext_lazy("Anything wrong")),
    ("parked", gettext_lazy("Parked jobs")),
    ("mails", gettext_lazy("Failed mails")),
    ("modules", gettext_lazy("Payments or labs")),
]


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "select"})


class ListForm(forms.Form):
    """What the address may ask; anything else is refused."""

    q = forms.CharField(required=False, max_length=120)
    state = forms.ChoiceField(required=False, widget=_select())
    plan = forms.ChoiceField(required=False, widget=_select())
    module = forms.ChoiceField(required=False, widget=_select())
    ill = forms.ChoiceField(required=False, choices=ILL, widget=_select())
    sort = forms.ChoiceField(required=False, widget=_select())
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        states = [choice for choice in Studio.State.choices if choice[0] != Studio.State.SPARE]
        plans = Allowance.objects.order_by("plan_name").values_list("plan_name", flat=True)
        fields["state"].choices = [("", _("All states")), *states]
        fields["plan"].choices = [("", _("All plans")), *((p, p) for p in plans.distinct())]
        fields["module"].choices = [
            ("", _("All modules")), *((m.name, m.title) for m in registry.manifests())
        ]  # fmt: skip
        fields["sort"].choices = [("", _("Address")), *_TITLES.items()]


@dataclass(frozen=True)
class Row:
    """A studio as the list shows it; ``figures`` are None until they are gathered."""

    studio: Studio
    figures: Any
    plan: str
    parked: int
    modules: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows; the addresses are empty at the ends."""

    rows: list[Row]
    count: int
    form: ListForm
    asked: dict[str, Any]
    previous_url: str
    next_url: str
    csv_url: str


def read(request: HttpRequest) -> Page:
    """The page that the address asks for; 400 where it asks for what cannot be."""
    form, found = asked(request)
    pages = Paginator(found, SIZE)
    try:
        page = pages.page(form.cleaned_data["page"] or 1)
    except EmptyPage:
        raise BadRequest("No such page.") from None
    number = page.number
    return Page(
        rows=rows(page.object_list), count=pages.count, form=form, asked=form.cleaned_data,
        previous_url=_url(request, number - 1) if page.has_previous() else "",
        next_url=_url(request, number + 1) if page.has_next() else "",
        csv_url=_url(request, None),
    )  # fmt: skip


def asked(request: HttpRequest) -> tuple[ListForm, QuerySet[Studio]]:
    form = ListForm(request.GET)
    if set(request.GET) - set(form.fields) or not form.is_valid():
        raise BadRequest("A filter that cannot be.")
    found = _filtered(form.cleaned_data)
    return form, found.order_by(SORTS[form.cleaned_data["sort"] or "address"], "pk")


def rows(page: Iterable[Studio]) -> list[Row]:
    """The page's studios with what is known of them; one query more, for the modules."""
    listed = list(page)
    on: dict[int, list[str]] = {}
    for row in EnabledModule.objects.filter(studio__in=listed).order_by("module"):
        on.setdefault(row.studio_id, []).append(row.module)
    return [_row(studio, on.get(studio.pk, [])) for studio in listed]


def lines(found: QuerySet[Studio]) -> Iterator[list[object]]:
    """For a file: a line a studio."""
    for row in (_row(studio, []) for studio in found):
        figures, when = row.figures, row.studio.opened_at
        yield [
            row.studio.name, row.studio.address, row.studio.get_state_display(), row.plan,
            when.date() if when else "", figures.storage_bytes if figures else "",
            figures.members if figures else "", figures.clients if figures else "",
            figures.last_activity_at or "" if figures else "", row.parked,
            figures.failed_mails if figures else "",
            "; ".join(each["sentence"] for each in figures.ailments) if figures else "",
            figures.as_of if figures else "",
        ]  # fmt: skip


def head() -> list[str]:
    return [
        _("Studio"), _("Address"), _("State"), _("Plan"), _("Opened"), _("Bytes"), _("Members"),
        _("Clients"), _("Last activity"), _("Parked jobs"), _("Failed mails"), _("Ailments"),
        _("As of"),
    ]  # fmt: skip


def _filtered(asked: dict[str, Any]) -> QuerySet[Studio]:
    parked = Job.objects.filter(studio=OuterRef("pk"), state=Job.State.PARKED).order_by()
    counted = parked.values("studio").annotate(n=Count("pk")).values("n")
    found = Studio.objects.exclude(state=Studio.State.SPARE).select_related("figures", "allowance")
    found = found.annotate(parked=Coalesce(Subquery(counted), 0))
    if asked["q"]:
        words = Q(name__icontains=asked["q"]) | Q(address__icontains=asked["q"])
        found = found.filter(words)
    if asked["state"]:
        found = found.filter(state=asked["state"])
    if asked["plan"]:
        found = found.filter(allowance__plan_name=asked["plan"])
    if asked["module"]:
        found = found.filter(enabled_modules__module=asked["module"])
    return found.filter(_ill(asked["ill"]))


def _ill(which: str) -> Q:
    parked, mails = Q(parked__gt=0), Q(figures__failed_mails__gt=0)
    modules = Q(figures__isnull=False) & ~Q(figures__ailments=[])
    every = {"any": parked | mails | modules, "parked": parked, "mails": mails, "modules": modules}
    return every.get(which, Q())


def _row(studio: Studio, modules: list[str]) -> Row:
    some: Any = studio
    allowance = getattr(studio, "allowance", None)
    return Row(
        studio, getattr(studio, "figures", None), allowance.plan_name if allowance else "",
        some.parked, modules,
    )  # fmt: skip


def _url(request: HttpRequest, number: int | None) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    if number is not None:
        query["page"] = str(number)
    return f"?{query.urlencode()}"
