"""The form of the menu: a place, words and whether it is shown, for each line that there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from safelight.site.menu import Line
from safelight.web.forms import LineField

LAST_PLACE = 99


class MenuForm(forms.Form):
    """Its fields carry the places that the lines had when the page was shown."""

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lines = lines
        for n, line in enumerate(lines):
            self.fields |= _fields(n, line)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each line with its fields, as the page shows them."""
        for n, line in enumerate(self._lines):
            names = [name for name in ("place", "title", "shown", "gone") if self._has(name, n)]
            yield {"line": line, **{name: self[f"{name}-{n}"] for name in names}}

    def stored(self) -> list[dict[str, Any]]:
        """The lines as settings keep them, in their order; of two at one place the former first."""
        placed = [
            (self._said("place", n) or n + 1, n, self._stored(n, line))
            for n, line in enumerate(self._lines)
            if not self._said("gone", n)
        ]
        return [line for _place, _n, line in sorted(placed, key=lambda each: each[:2])]

    def _stored(self, n: int, line: Line) -> dict[str, Any]:
        # Pages have usual words; a link without any would be nothing to press.
        title = self._said("title", n) or (line.title if line.of == "link" else "")
        return as_stored(line) | {"title": title, "shown": self._said("shown", n)}

    def _has(self, name: str, n: int) -> bool:
        return f"{name}-{n}" in self.fields

    def _said(self, name: str, n: int) -> Any:
        return self.cleaned_data.get(f"{name}-{n}")


def as_stored(line: Line) -> dict[str, Any]:
    url = line.url if line.of == "link" else ""
    return {"of": line.of, "title": line.title, "url": url, "shown": line.shown}


def _fields(n: int, line: Line) -> dict[str, forms.Field]:
    name = line.usual or line.title
    named = {"name": name}
    fields: dict[str, forms.Field] = {
        f"place-{n}": forms.IntegerField(
            min_value=1, max_value=LAST_PLACE, required=False, initial=n + 1
        ),
        f"title-{n}": LineField(max_length=60, required=False, initial=line.title),
        f"shown-{n}": forms.BooleanField(required=False, initial=line.shown),
    }
    words = (_("Place of {name}"), _("Words for {name}"), _("Show {name}"))
    for field, label in zip(fields.values(), words, strict=True):
        field.widget.attrs["aria-label"] = label.format(**named)
    fields[f"title-{n}"].widget.attrs["placeholder"] = line.usual
    if line.of == "link":
        fields[f"gone-{n}"] = forms.BooleanField(required=False, label=_("Take away"))
    return fields
