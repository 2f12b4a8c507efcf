"""The form of the studio's look."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safelight.site import typefaces
from safelight.site.models import SitePicture, SiteSettings, colour

EMBLEMS = ("logo", "logo_dark", "icon")
PLAIN = ("accent", "scheme", "typefaces", "corners", "spacing")
_ACCEPT = {"accept": "image/png,image/jpeg,image/webp"}


class LookForm(forms.Form):
    """Colours, typefaces, shapes and the three pictures; ``gone_…`` takes a picture away.

    A colour picker always has a colour, so two ticks say whether paper and ink have one.
    """

    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=7,
        validators=[colour],
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("For buttons and links. It is made darker or lighter where it needs to be."),
    )
    scheme = forms.ChoiceField(label=_("Light or dark"), choices=SiteSettings.Scheme.choices)
    has_paper = forms.BooleanField(label=_("Tint the background"), required=False)
    paper = forms.CharField(
        label=_("Tint of the background"),
        max_length=7,
        required=False,
        validators=[colour],
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("Dark pages take its hue."),
    )
    has_ink = forms.BooleanField(label=_("Colour the text"), required=False)
    ink = forms.CharField(
        label=_("Colour of the text"),
        max_length=7,
        required=False,
        validators=[colour],
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    typefaces = forms.ChoiceField(
        label=_("Typefaces"),
        choices=typefaces.choices,
        help_text=_("For headings and for text. They come from here, never from somebody else."),
    )
    corners = forms.ChoiceField(label=_("Corners"), choices=SiteSettings.Corners.choices)
    spacing = forms.ChoiceField(
        label=_("Space between things"), choices=SiteSettings.Spacing.choices
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs=_ACCEPT),
        help_text=_("PNG, WebP or JPEG. Without one, your name stands there."),
    )
    gone_logo = forms.BooleanField(required=False)
    logo_dark = forms.FileField(
        label=_("Logo for dark pages"), required=False, widget=forms.FileInput(attrs=_ACCEPT)
    )
    gone_logo_dark = forms.BooleanField(required=False)
    icon = forms.FileField(
        label=_("Icon"),
        required=False,
        widget=forms.FileInput(attrs=_ACCEPT),
        help_text=_("Square, for browser tabs and home screens. Without one, it is your logo."),
    )
    gone_icon = forms.BooleanField(required=False)

    def looks(self) -> dict[str, Any]:
        """What was chosen, without the pictures."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in PLAIN}
        for name in ("paper", "ink"):
            chosen[name] = data[name] if data[f"has_{name}"] else ""
        return chosen


def initial_of(site: SiteSettings) -> dict[str, Any]:
    return {
        **{name: getattr(site, name) for name in PLAIN},
        "has_paper": bool(site.paper),
        "paper": site.paper or "#f4efe8",
        "has_ink": bool(site.ink),
        "ink": site.ink or "#1f1b16",
    }


def shown_as(site: SiteSettings, asked: QueryDict) -> SiteSettings:
    """The settings as a form that is not saved asks for them; never to be saved."""
    form = LookForm(asked)
    if form.is_valid():
        for name, value in form.looks().items():
            setattr(site, name, value)
    return site


def pictures_of(site: SiteSettings) -> dict[str, SitePicture | None]:
    return {name: getattr(site, name) for name in EMBLEMS}
