"""Badges of what a gallery's clients agreed to."""

from __future__ import annotations

from typing import Any

from django import template

from modules.gallery.models import Gallery
from modules.gallery.services import agreeing

register = template.Library()


@register.inclusion_tag("gallery/workspace/parts/consents.html")
def consents_of(gallery: Gallery) -> dict[str, Any]:
    return {"tallies": agreeing.tallies(gallery)}
