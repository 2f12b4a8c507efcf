"""Forms drawn with our components: `FORM_RENDERER = "safelight.web.forms.Renderer"`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """`{{ form }}` and `{{ field.as_field_group }}` in the markup of `components/`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class LineField(forms.CharField):
    """A name or a title. They stand in headers of mails, so whatever is pasted becomes one line."""

    def to_python(self, value: Any) -> str:
        return one_line(str(super().to_python(value)))


def one_line(text: str) -> str:
    """Line breaks, tabs and runs of blanks become one blank each."""
    return " ".join(text.split())
