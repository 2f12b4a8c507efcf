"""Making and changing galleries."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.gallery.models import DeliveryFormat, Gallery, PhotoState
from modules.gallery.services import presets
from safelight.site.models import Brand
from safelight.site.selectors import site_settings
from safelight.web.forms import LineField

INHERIT = "inherit"
# Written as everywhere else: these words are the same in every language.
STATES = [(state, state) for state in PhotoState.values]


def _preset_choices() -> list[tuple[str, Any]]:
    return [(preset.key, preset.title) for preset in presets.PRESETS]


class NewGalleryForm(forms.Form):
    """``preset`` is drawn as cards by the template."""

    title = LineField(label=_("Title"), max_length=160)
    preset = forms.ChoiceField(label=_("How it will be used"))
    copy_settings_from = forms.ModelChoiceField(
        label=_("Copy settings from"),
        queryset=Gallery.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("No gallery: use the preset"),
        help_text=_("Every setting and what Anybody may do. No photos, no clients, no password."),
    )

    def __init__(
        self, *args: Any, parent: Gallery | None, known: QuerySet[Gallery], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = _preset_choices()
        if parent is not None:
            choices.insert(0, (INHERIT, _("As the gallery above")))
        self.fields["preset"].choices = choices  # type: ignore[attr-defined]
        self.fields["preset"].initial = choices[0][0]
        self.fields["copy_settings_from"].queryset = known.order_by("-pk")  # type: ignore[attr-defined]


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything about a gallery but who may enter."""

    description = forms.CharField(
        label=_("Description"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    welcome = forms.CharField(
        label=_("Welcome message"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands above the photos: what you offer, how to order, until when."),
    )
    order_states = forms.MultipleChoiceField(
        label=_("Photos that can be ordered"),
        choices=STATES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: photos in every state."),
    )

    class Meta:
        model = Gallery
        fields = [
            "title", "description", "welcome", "event_date", "brand", "choose_until", "closes_at",
            "style", "layout", "hidden", "show_state", "picks_on", "ratings_on", "comments_on",
            "order_states", "order_format", "deliver_when_final",
        ]  # fmt: skip
        labels = {
            "title": _("Title"),
            "event_date": _("Date of the event"),
            "brand": _("Brand"),
            "choose_until": _("Pick and order until"),
            "closes_at": _("Open until"),
            "style": _("Style"),
            "layout": _("Layout"),
            "hidden": _("Hidden: not listed on the site, reached by its link"),
            "show_state": _("Show the state of each photo"),
            "picks_on": _("Picks"),
            "ratings_on": _("Star ratings"),
            "comments_on": _("Comments"),
            "order_format": _("Deliver orders in the format"),
            "deliver_when_final": _("Deliver an ordered photo by itself when it becomes FINAL"),
        }
        help_texts = {
            "brand": _("Whose name and look its clients see, in orders and mails, too."),
            "choose_until": _("Clients pick and order nothing after this. Empty: at any time."),
            "closes_at": _(
                "After this clients find a closed door; what they ordered stays theirs. Empty: "
                "it stays open."
            ),
            "style": _("Proofing shows file names, states and what was said under each photo."),
            "deliver_when_final": _(
                "Without anybody pressing Deliver. What is ready together goes in one mail."
            ),
        }
        widgets = {
            "event_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "choose_until": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "closes_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
        }
        field_classes: ClassVar = {"title": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A queryset knows the studio that it was made in, so this one is made for each form.
        self.fields["order_format"].queryset = DeliveryFormat.objects.all()  # type: ignore[attr-defined]
        self.fields["order_format"].empty_label = _("The original file")  # type: ignore[attr-defined]

        self._choose_among_brands()

    def _choose_among_brands(self) -> None:
        """A studio without brands has nothing to choose."""
        brands = Brand.objects.all()
        if not brands:
            del self.fields["brand"]
            return
        inside = self.instance.parent_id is not None
        field = cast("forms.ModelChoiceField[Brand]", self.fields["brand"])
        field.queryset = brands
        field.empty_label = gettext("As the gallery above") if inside else site_settings().name

    def changes(self) -> dict[str, Any]:
        """What differs from the gallery as it is; the instance is left for the service."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def _post_clean(self) -> None:
        # The service writes the gallery; Django would change the instance before it is asked.
        return


class MoveForm(forms.Form):
    parent = forms.ModelChoiceField(
        label=_("Put it under"),
        queryset=Gallery.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("No gallery: the first level"),
    )

    def __init__(
        self, *args: Any, gallery: Gallery, known: QuerySet[Gallery], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = known.exclude(pk=gallery.pk).order_by("title", "pk")
        self.fields["parent"].queryset = others  # type: ignore[attr-defined]
