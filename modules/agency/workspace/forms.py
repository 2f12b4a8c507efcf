"""Forms of libraries, sets, limits and invitations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from modules.agency.models import Contributor, Library
from modules.agency.services import presets
from modules.agency.services.libraries import Terms
from modules.agency.words import MEANINGS
from modules.gallery import access
from modules.gallery.access import Viewer
from modules.gallery.models import DeliveryFormat, Gallery
from safelight.web.forms import LineField

OWN = "own"


class LibraryForm(forms.Form):
    name = LineField(label=_("Name"), max_length=80, help_text=_("Of a photographer, or a desk."))
    colour = forms.ChoiceField(
        label=_("Colour tag"), choices=Library.Colour.choices,
        help_text=_("Shown on each of its files wherever the team sees them."),
    )  # fmt: skip
    contributor: Any = forms.ModelChoiceField(
        queryset=None, to_field_name="public_id", label=_("Whose work it is"), required=False,
        empty_label=_("The studio's own"),
        help_text=_("Sales of its files are theirs, where a file does not say otherwise."),
    )  # fmt: skip
    review_first = forms.BooleanField(
        label=_("Review files before clients see them"), required=False,
        help_text=_("Nothing of it can be shown in a gallery until somebody has approved it."),
    )  # fmt: skip
    export_format: Any = forms.ModelChoiceField(
        queryset=None, to_field_name="public_id", label=_("The team downloads"), required=False,
        empty_label=_("Untouched originals"),
    )  # fmt: skip
    watermark = LineField(
        label=_("Watermark"), max_length=60, required=False,
        help_text=_("Written across the small files that clients download. Empty for none."),
    )  # fmt: skip
    watermark_opacity = forms.IntegerField(
        label=_("Strength of the watermark in percent"), min_value=5, max_value=100, initial=35
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, help_text=_("For the team only."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, library: Library | None = None) -> None:
        super().__init__(data, initial=_stored(library) if library else None)
        fields: dict[str, Any] = self.fields
        # A queryset belongs to the studio that it is built in.
        fields["contributor"].queryset = Contributor.objects.filter(archived_at=None)
        fields["export_format"].queryset = DeliveryFormat.objects.all()

    def terms(self) -> Terms:
        return Terms(**self.cleaned_data)


def _stored(library: Library) -> dict[str, Any]:
    stored = {name: getattr(library, name) for name in Terms.__dataclass_fields__}
    for name in ("contributor", "export_format"):
        stored[name] = stored[name] and stored[name].public_id
    return stored


class SetForm(forms.Form):
    name = LineField(label=_("Name of the set"), max_length=60)
    codes = forms.MultipleChoiceField(
        label=_("Whoever has it may, in a library"), required=False,
        choices=[(right.value, words) for right, words in MEANINGS.items()],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class BranchField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Galleries of the two upper levels, with the one above in front."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.title} / {obj.title}" if obj.parent else str(obj.title)


class LimitsForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("Galleries"), widget=forms.RadioSelect,
        choices=[
            ("all", _("Every gallery, as the role allows")),
            ("some", _("Only these, with all below them")),
        ],
    )  # fmt: skip
    branches: Any = BranchField(
        queryset=None, to_field_name="public_id", label=_("Branches"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        upper = Q(parent=None) | Q(parent__parent=None)
        found = access.galleries_seen(viewer).filter(upper).select_related("parent")
        fields["branches"].queryset = found.order_by(
            Coalesce("parent__title", "title"), F("parent").asc(nulls_first=True), "title"
        )

    def chosen(self) -> list[Gallery] | None:
        if self.cleaned_data["scope"] == "all":
            return None
        return list(self.cleaned_data["branches"])


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    name = LineField(label=_("Name"), max_length=120)
    preset = forms.ChoiceField(
        label=_("They come as"), widget=forms.RadioSelect, initial="contributor",
        choices=lambda: [(each.key, f"{each.name}: {each.text}") for each in presets.ROLES],
    )  # fmt: skip
    library = forms.ChoiceField(
        label=_("Library"), required=False,
        help_text=_("Not asked for roles that work in every library."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, may_make: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = Library.objects.filter(archived_at=None).values_list("public_id", "name")
        first = [(OWN, _("A new one, of their own"))] if may_make else []
        fields: dict[str, Any] = self.fields
        fields["library"].choices = [*first, *rows, ("", _("None yet"))]
        fields["library"].initial = OWN if may_make else ""
