"""Settings as forms: the studio's own, and one made from each module's dataclass."""

from __future__ import annotations

import dataclasses
import enum
import zoneinfo
from typing import Any, Literal, get_args, get_origin, get_type_hints

from babel import Locale
from babel.numbers import get_territory_currencies, list_currencies
from django import forms
from django.conf import settings
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from safelight.web.forms import LineField

USUAL_TERRITORIES = (
    "DE", "US", "GB", "CH", "PL", "CZ", "SE", "NO", "DK", "HU", "RO", "CA", "AU", "NZ", "JP", "IS",
    "TR", "ZA", "IN", "SG", "HK", "AE", "IL", "BR", "MX", "KR", "UA", "RS", "TH", "MY",
)  # fmt: skip


def currencies() -> list[tuple[str, str]]:
    """Currencies in use in the usual places, named in the current language, by name."""
    codes = {code for land in USUAL_TERRITORIES for code in get_territory_currencies(land)}
    names = Locale.parse(to_locale(get_language() or "en")).currencies
    known = codes & set(list_currencies())
    return sorted(((c, f"{names.get(c, c)} ({c})") for c in known), key=lambda pair: pair[1])


def time_zones() -> list[tuple[str, str]]:
    names = sorted(n for n in zoneinfo.available_timezones() if "/" in n and n[:4] != "Etc/")
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class WordsForm(forms.Form):
    """What clients read of a studio, or of one of its brands, beside the name."""

    tagline = LineField(
        label=_("Tagline"),
        max_length=200,
        required=False,
        help_text=_("One line under the name on your site."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail for your clients"),
        max_length=254,
        help_text=_("Answers to your mails go here."),
    )
    footer = forms.CharField(
        label=_("Under every page and mail"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Such as your postal address."),
    )


class StudioForm(WordsForm):
    """Name, words and reckoning."""

    field_order = (
        "name", "tagline", "contact_email", "language", "languages", "time_zone", "currency",
        "footer",
    )  # fmt: skip

    name = LineField(label=_("Name of the studio"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of your site, and of mails to whoever chose no other."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Visitors may also read your site in"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you wrote yourself stays as you wrote it."),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=currencies,
        help_text=_("Holds for new orders. Orders that were placed keep theirs."),
    )

    def clean_languages(self) -> list[str]:
        own = self.cleaned_data.get("language")
        return [code for code in self.cleaned_data["languages"] if code != own]


def module_form(cls: type[Any]) -> type[forms.Form]:
    """A form with a field for each field of a module's settings.

    Titles and help come from ``field(metadata={"title": …, "help": …})``, limits of whole
    numbers from ``"lowest"`` and ``"highest"``, what may be chosen from ``"choices"``.
    """
    hints = get_type_hints(cls)
    fields = {
        field.name: _form_field(hints[field.name], field) for field in dataclasses.fields(cls)
    }
    return type("ModuleSettingsForm", (forms.Form,), fields)


def _form_field(hint: Any, field: dataclasses.Field[Any]) -> forms.Field:
    title = field.metadata.get("title") or field.name.replace("_", " ").capitalize()
    words = {"label": title, "help_text": field.metadata.get("help", "")}
    if "choices" in field.metadata:
        return forms.ChoiceField(choices=field.metadata["choices"], required=False, **words)
    if hint is bool:
        return forms.BooleanField(required=False, **words)
    if hint is int:
        return forms.IntegerField(
            min_value=field.metadata.get("lowest", 0),
            max_value=field.metadata.get("highest", 2**31 - 1),
            **words,
        )
    if get_origin(hint) is Literal:
        return forms.ChoiceField(choices=[(v, v) for v in get_args(hint)], **words)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        choices = getattr(hint, "choices", None) or [(m.value, m.name) for m in hint]
        return forms.TypedChoiceField(choices=choices, coerce=hint, **words)
    if hint is str:
        long = field.metadata.get("long", False)
        widget = forms.Textarea(attrs={"rows": 4}) if long else forms.TextInput()
        return forms.CharField(required=False, widget=widget, **words)
    raise TypeError(f"{field.name} is {hint}, which has no field of a form yet.")
