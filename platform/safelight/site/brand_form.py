"""The words of a brand; its look has the form of the studio's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safelight.site import look_form
from safelight.site.forms import WordsForm
from safelight.site.models import Brand
from safelight.web.forms import LineField

WORDS = ("name", "tagline", "contact_email", "website", "shows_menu", "footer")


class NewBrandForm(forms.Form):
    """A brand begins with the look and the words of the studio."""

    name = LineField(label=_("Name of the brand"), max_length=120)


class BrandForm(WordsForm, NewBrandForm):
    """What clients read of the brand."""

    field_order = WORDS

    website = forms.URLField(
        label=_("Website"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Where the name leads. Empty: to the first page of your site."),
    )
    shows_menu = forms.BooleanField(label=_("Show the menu of your site"), required=False)


def initial_of(brand: Brand) -> dict[str, Any]:
    return {name: getattr(brand, name) for name in WORDS}


def shown_as(brand: Brand, asked: QueryDict) -> Brand:
    """The brand as forms that are not saved ask for it; never to be saved."""
    form = BrandForm(asked)
    if form.is_valid():
        for name, value in form.cleaned_data.items():
            setattr(brand, name, value)
    return look_form.shown_as(brand, asked)
