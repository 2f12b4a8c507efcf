"""Delivery formats."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.gallery.models import DeliveryFormat
from modules.gallery.services import labelling
from modules.gallery.workspace.forms.galleries import STATES
from safelight.imaging import Refused, names
from safelight.web.forms import LineField


class TemplateField(LineField):
    """A line with ``{{fields}}`` to be filled in."""

    def __init__(self, *, known: tuple[str, ...], **options: Any) -> None:
        self.known = known
        super().__init__(**options)

    def validate(self, value: str) -> None:
        super().validate(value)
        try:
            names.check(value or "", self.known)
        except Refused as refusal:
            raise forms.ValidationError(gettext(refusal.message) % refusal.values) from None


def _written(label: Any, most: int = 200, **options: Any) -> TemplateField:
    return TemplateField(
        known=labelling.VARIABLES, label=label, max_length=most, required=False, **options
    )


class FormatForm(forms.ModelForm):  # type: ignore[type-arg]
    """A delivery format. Metadata fields are written into each delivered file."""

    offer_states = forms.MultipleChoiceField(
        label=_("Offer only for photos in these states"),
        choices=STATES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: every state."),
    )
    pixels = forms.IntegerField(
        label=_("Pixels"),
        required=False,
        min_value=16,
        max_value=30_000,
        help_text=_("Empty: full size."),
    )
    megabytes = forms.DecimalField(
        label=_("or megabytes"),
        required=False,
        min_value=0,
        max_value=1_000,
        decimal_places=2,
        help_text=_("Unpacked: 3 MB are a million pixels."),
    )
    quality = forms.IntegerField(
        label=_("Quality"),
        min_value=1,
        max_value=100,
        initial=90,
        help_text=_("1 to 100; 90 is hard to tell from the original."),
    )
    ppi = forms.IntegerField(
        label=_("Resolution in ppi"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("For printing: written into the file, changes no pixel."),
    )
    name_template = TemplateField(
        label=_("File name"), known=names.VARIABLES, max_length=120, initial="{{basename}}"
    )
    creator = _written(_("Creator"))
    copyright = _written(_("Copyright notice"))
    credit = _written(_("Credit line"))
    description = _written(_("Description"), 500)

    WRITTEN = labelling.WRITTEN

    class Meta:
        model = DeliveryFormat
        fields = [
            "name", "pixels", "box", "megabytes", "quality", "colour", "ppi", "name_template",
            "remove_location", "offer_states", "only_final_at_once",
        ]  # fmt: skip
        labels = {
            "name": _("Name"),
            "box": _("Measured on the"),
            "colour": _("Colours"),
            "remove_location": _("Remove where the photo was taken"),
            "only_final_at_once": _("Deliver only FINAL at once; others when they become FINAL"),
        }
        field_classes: ClassVar = {"name": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.WRITTEN:
            self.fields[name].initial = (self.instance.metadata or {}).get(name, "")

    def clean_megabytes(self) -> Any:
        """No size at all and zero mean the same to a person, not to the database."""
        megabytes = self.cleaned_data["megabytes"]
        if megabytes and self.cleaned_data.get("pixels"):
            raise forms.ValidationError(gettext("Give pixels or megabytes, not both."))
        return megabytes or None

    def values(self) -> dict[str, Any]:
        """Fields of the service."""
        written = {n: self.cleaned_data[n] for n in self.WRITTEN if self.cleaned_data[n]}
        kept = {n: v for n, v in self.instance.metadata.items() if n not in self.WRITTEN}
        named = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**named, "metadata": {**kept, **written}}

    def _post_clean(self) -> None:
        # As in SettingsForm; the model's limits are checked by the fields.
        return
