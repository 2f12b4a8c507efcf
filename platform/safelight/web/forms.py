"""Forms drawn with our components: `FORM_RENDERER = "safelight.web.forms.Renderer"`."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """`{{ form }}` and `{{ field.as_field_group }}` in the markup of `components/`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
