"""``{% settings_groups as groups %}``: the list beside a page of settings."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context

from safelight.site import settings_menu

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_groups(context: Context) -> list[dict[str, Any]]:
    return settings_menu.groups(context["request"])
