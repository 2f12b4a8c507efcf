"""Which brands there are, and pages that show themselves with the face of one."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy

from django.db.models import QuerySet
from django.http import HttpRequest

from safelight.kernel import gate, hooks
from safelight.outbox.brand import About
from safelight.site import selectors
from safelight.site.models import Brand, Face, SiteSettings
from tenants.context import current_studio
from tenants.keeping import kept
from tenants.models import Studio

# What a brand has of its own; its stylesheet and icons have addresses of their own.
FACE = tuple(field.name for field in Face._meta.get_fields() if field.name != "revision")


def rows() -> list[Brand]:
    """Every brand with its pictures, by name."""
    return list(with_pictures())


def with_pictures() -> QuerySet[Brand]:
    """Brands as pages show them."""
    found: QuerySet[Brand] = Brand.objects.select_related("logo", "logo_dark", "icon")
    return found


def known(request: HttpRequest) -> dict[int, Brand]:
    """By primary key, to read, not to change: a process asks once for each change of the studio.

    ``services.brands`` tells all processes of a change after its commit.
    """
    return kept(request, "site.brands", lambda: {brand.pk: brand for brand in rows()})


def dress(request: HttpRequest, worn: Callable[[], int | None]) -> None:
    """What is shown from here on has the face of the brand with the id that ``worn`` tells.

    A studio without brands is not asked; the face stays as it is where there is none.
    """
    site = selectors.worn_settings(request)
    if site.has_brands and (brand := known(request).get(worn() or 0)):
        selectors.wear(request, wearing(site, brand))


def speaker(request: HttpRequest) -> str:
    """Who speaks to clients here: the brand that is worn, or the studio."""
    worn = selectors.worn_settings(request).worn
    return worn.name if worn else current_studio().name


def worn_by(studio: Studio, about: About) -> Brand | None:
    """The brand that a module says this wears."""
    if about is None:
        return None
    kind, public_id = about
    modules = gate.enabled_modules(studio)
    answers = hooks.call(modules, "brand_of", kind=kind, public_id=public_id)
    return with_pictures().filter(pk__in=answers).first()


def wearing(site: SiteSettings, brand: Brand) -> SiteSettings:
    """The studio's settings with the brand's face; never to be saved."""
    shown = copy(site)
    for name in FACE:
        setattr(shown, name, getattr(brand, name))
    shown.worn = brand
    return shown
