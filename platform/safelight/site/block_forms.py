"""A form for one block, made of the parts of its kind."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from safelight.site.blocks import Kind, Part
from safelight.web.forms import LineField

_ADDRESS = re.compile(r"(/(?![/\\])|https?://|mailto:|tel:)[^\s<>\"']*")


def address(value: str) -> None:
    """A place on this site or elsewhere; nothing that a browser would run."""
    if not _ADDRESS.fullmatch(value):
        raise ValidationError(_("Begin it with / for a page of yours, or with https://."))


def form_for(
    kind: Kind, request: HttpRequest, block: dict[str, Any], *, sent: bool = False
) -> forms.Form:
    """The form of ``block``, bound to the request where it was sent."""
    fields: dict[str, forms.Field] = {}
    for part in kind.parts:
        fields[part.name] = _field(part, kind, request)
        if part.sort == "picture" and block.get(part.name):
            fields[f"gone_{part.name}"] = forms.BooleanField(
                label=_("Take the picture away"), required=False
            )
    cls: Any = type("BlockForm", (forms.Form,), fields)
    # A field of files that gets none answers with its initial value, which is no file.
    initial = {
        part.name: block.get(part.name, part.usual) for part in kind.parts if part.sort != "picture"
    }
    made: forms.Form = cls(
        request.POST if sent else None, request.FILES if sent else None,
        initial=initial, auto_id=f"{block['id']}-%s",
    )  # fmt: skip
    return made


def _field(part: Part, kind: Kind, request: HttpRequest) -> forms.Field:
    words: dict[str, Any] = {"label": part.title, "help_text": part.help, "required": False}
    if part.sort == "picture":
        accept = {"accept": "image/jpeg,image/png,image/webp,image/avif,image/heic"}
        return forms.FileField(widget=forms.FileInput(attrs=accept), **words)
    if part.sort == "choice":
        choices: Any = part.choices
        if kind.of is not None and kind.of.choices is not None:
            choices = kind.of.choices(request)
        return forms.ChoiceField(choices=choices, **words)
    if part.sort in {"text", "prose"}:
        rows = forms.Textarea(attrs={"rows": 6})
        return forms.CharField(max_length=20_000, widget=rows, **words)
    if part.sort == "address":
        return LineField(max_length=500, validators=[address], **words)
    return LineField(max_length=300, **words)
