"""Which brands there are, and pages that show themselves with the face of one."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, cast

from django.http import HttpRequest

from safelight.kernel import gate, hooks
from safelight.outbox.brand import About
from safelight.site.models import Brand, Face, SiteSettings
from tenants.models import Studio

_KEPT = "site.brands"
# What a brand has of its own; its stylesheet and icons have addresses of their own.
FACE = tuple(field.name for field in Face._meta.get_fields() if field.name != "revision")


def rows() -> list[Brand]:
    """Every brand with its pictures, by name."""
    return list(Brand.objects.select_related("logo", "logo_dark", "icon"))


def known(request: HttpRequest) -> dict[int, Brand]:
    """By primary key, to read, not to change: a process asks once for each change of the studio.

    ``services.brands`` tells all processes of a change after its commit.
    """
    kept: dict[str, Any] = request.kept_of_studio  # type: ignore[attr-defined]
    if _KEPT not in kept:
        kept[_KEPT] = {brand.pk: brand for brand in rows()}
    return cast("dict[int, Brand]", kept[_KEPT])


def dress(request: HttpRequest, worn: Callable[[], int | None]) -> None:
    """What is shown from here on has the face of the brand with the id that ``worn`` tells.

    A studio without brands is not asked; the face stays as it is where there is none.
    """
    site = request.site_settings  # type: ignore[attr-defined]
    if site.has_brands and (brand := known(request).get(worn() or 0)):
        request.site_settings = wearing(site, brand)  # type: ignore[attr-defined]


def speaker(request: HttpRequest) -> str:
    """Who speaks to clients here: the brand that is worn, or the studio."""
    worn = request.site_settings.worn  # type: ignore[attr-defined]
    return str(worn.name if worn else request.studio.name)  # type: ignore[attr-defined]


def worn_by(studio: Studio, about: About) -> Brand | None:
    """The brand that a module says this wears."""
    if about is None:
        return None
    kind, public_id = about
    modules = gate.enabled_modules(studio)
    answers = hooks.call(modules, "brand_of", kind=kind, public_id=public_id)
    every = Brand.objects.select_related("logo", "logo_dark", "icon")
    return every.filter(pk__in=answers).first()


def wearing(site: SiteSettings, brand: Brand) -> SiteSettings:
    """The studio's settings with the brand's face; never to be saved."""
    shown = copy(site)
    for name in FACE:
        setattr(shown, name, getattr(brand, name))
    shown.worn = brand
    return shown
