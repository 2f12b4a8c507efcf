"""Paying outside Safelight: there is nothing to press, only words that say how."""

from __future__ import annotations

from django.utils.translation import gettext as _

from modules.commerce.settings import CommerceSettings
from safelight.site import selectors as site


def instructions() -> str:
    """What the studio wrote about paying, or that the client should ask."""
    if words := _words():
        return words
    address = site.site_settings().contact_email
    return _("Write to us at %(address)s: we tell you how to pay.") % {"address": address}


def has_words() -> bool:
    """Whether the studio says how, so that somebody can promise to pay so."""
    return bool(_words())


def _words() -> str:
    return site.module_settings("commerce", CommerceSettings).payment_instructions.strip()
