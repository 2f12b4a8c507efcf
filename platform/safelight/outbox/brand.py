"""How mail looks: a studio's, with the platform's name nowhere in it, and the platform's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from tenants.models import Studio


@dataclass(frozen=True, kw_only=True)
class Brand:
    """What every mail of a studio carries.

    ``color`` is ``#rrggbb``; ``logo_url`` absolute or empty; ``footer`` plain text, such as a
    postal address; ``language`` a code of settings.LANGUAGES; ``reply_to`` the studio's own
    address, or empty.
    """

    name: str
    color: str = "#1f2937"
    logo_url: str = ""
    footer: str = ""
    language: str = "en"
    reply_to: str = ""


PLATFORM_NAME = "Safelight"
# What a mail is about: its kind and public id.
About = tuple[str, str] | None
Provider = Callable[[Studio, About], Brand]


def of(studio: Studio, about: About = None) -> Brand:
    """The brand that settings.MAIL_CONTEXT, a path of ``(studio, about) -> Brand``, tells.

    Without ``about`` it is the studio's own.
    """
    path = getattr(settings, "MAIL_CONTEXT", "safelight.outbox.brand.plain")
    return cast(Provider, import_string(path))(studio, about)


def of_platform(studio: Studio) -> Brand:
    """For what the platform itself tells a studio's owners, in the studio's language."""
    return Brand(name=PLATFORM_NAME, language=of(studio).language)


def plain(studio: Studio, _about: About) -> Brand:
    return Brand(name=studio.name)
