"""The form of the studio's look."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safelight.site import brand, typefaces
from safelight.site.models import Face, SitePicture, colour

AnyFace = TypeVar("AnyFace", bound=Face)
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
    scheme = forms.ChoiceField(label=_("Light or dark"), choices=Face.Scheme.choices)
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
    corners = forms.ChoiceField(label=_("Corners"), choices=Face.Corners.choices)
    spacing = forms.ChoiceField(label=_("Space between things"), choices=Face.Spacing.choices)
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

    def sent(self) -> dict[str, Any]:
        """The pictures that came with it."""
        return {name: self.cleaned_data[name] for name in EMBLEMS if self.cleaned_data[name]}

    def gone(self) -> set[str]:
        """The pictures that are to be taken away."""
        return {name for name in EMBLEMS if self.cleaned_data[f"gone_{name}"]}

    def looks(self) -> dict[str, Any]:
        """What was chosen, without the pictures."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in PLAIN}
        for name in ("paper", "ink"):
            chosen[name] = data[name] if data[f"has_{name}"] else ""
        return chosen


def initial_of(face: Face) -> dict[str, Any]:
    return {
        **{name: getattr(face, name) for name in PLAIN},
        "has_paper": bool(face.paper),
        "paper": face.paper or "#f4efe8",
        "has_ink": bool(face.ink),
        "ink": face.ink or "#1f1b16",
    }


def shown_as(face: AnyFace, asked: QueryDict) -> AnyFace:
    """As a form that is not saved asks for it; never to be saved."""
    form = LookForm(asked)
    if form.is_valid():
        for name, value in form.looks().items():
            setattr(face, name, value)
    return face


def emblems_of(form: LookForm, face: Face) -> list[tuple[Any, Any, str]]:
    """Of each picture its field, the field that takes it away, and its address if there is one."""
    return [(form[name], form[f"gone_{name}"], _address(getattr(face, name))) for name in EMBLEMS]


def _address(picture: SitePicture | None) -> str:
    return brand.address_of(picture, brand.MARK) if picture else ""
