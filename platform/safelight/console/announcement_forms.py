"""What an announcement is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.console.models import Announcement
from safelight.kernel import registry
from safelight.web.forms import LineField
from tenants.models import Allowance, Studio

Audience = Announcement.Audience
LONGEST = timedelta(days=366)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, help_text=gettext_lazy("In UTC."))


class AnnouncementForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Announcement.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("Words"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Plain text, one paragraph."),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=500, assume_scheme="https"
    )
    link_words = LineField(label=gettext_lazy("Words of the link"), required=False, max_length=80)
    audience = forms.ChoiceField(label=gettext_lazy("For whom"), choices=Audience.choices)
    plan = forms.ChoiceField(label=gettext_lazy("Plan"), required=False)
    module = forms.ChoiceField(label=gettext_lazy("Module"), required=False)
    studios = forms.CharField(
        label=gettext_lazy("Addresses of studios"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    begins_at = _moment(gettext_lazy("From"))
    ends_at = _moment(gettext_lazy("Until"))
    is_mailed = forms.BooleanField(
        label=gettext_lazy("Mail it to their owners as well"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        now = timezone.now().replace(second=0, microsecond=0)
        kwargs.setdefault("initial", {"begins_at": now, "ends_at": now + timedelta(days=7)})
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        plans = Allowance.objects.order_by("plan_name").values_list("plan_name", flat=True)
        fields["plan"].choices = [("", "–"), *((name, name) for name in plans.distinct())]
        fields["module"].choices = [("", "–"), *((m.name, m.title) for m in registry.manifests())]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and not begins < ends <= begins + LONGEST:
            self.add_error("ends_at", _("Later than its beginning, by a year at most."))
        try:
            cleaned["named"] = _named(cleaned)
        except ValidationError as problem:
            self.add_error(problem.code, problem.message)
        return cleaned

    def values(self) -> dict[str, Any]:
        """The fields of an ``Announcement``."""
        names = (
            "kind", "text", "link", "link_words", "audience", "named", "begins_at", "ends_at",
            "is_mailed",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


def _named(cleaned: dict[str, Any]) -> list[str]:
    """Whom the audience names. The error's code is the field it belongs to."""
    audience = cleaned.get("audience")
    if audience == Audience.PLAN or audience == Audience.MODULE:
        chosen = cleaned.get(audience, "")
        if not chosen:
            raise ValidationError(_("Choose one."), code=audience)
        return [chosen]
    if audience != Audience.STUDIOS:
        return []
    addresses = sorted(set(cleaned.get("studios", "").replace(",", " ").lower().split()))
    known = set(Studio.objects.filter(address__in=addresses).values_list("address", flat=True))
    unknown = [address for address in addresses if address not in known]
    if unknown or not addresses:
        names = ", ".join(unknown) or "–"
        raise ValidationError(_("No studio has this address: %s") % names, code="studios")
    return addresses
