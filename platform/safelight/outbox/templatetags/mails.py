"""Template tags of mails: links on the studio's stored host."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse

from safelight.outbox import links

register = template.Library()


@register.simple_tag(takes_context=True)
def on_site(context: Context, path: str) -> str:
    """``{% on_site gallery_path %}``: the absolute address of a path of the studio."""
    return links.absolute(context["site"], path)


@register.simple_tag(takes_context=True)
def page(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """``{% page "gallery_site:show" gallery.public_id %}``: the absolute address of a page."""
    return links.absolute(context["site"], reverse(name, args=args or None, kwargs=kwargs or None))
