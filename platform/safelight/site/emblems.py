"""Addresses of logo and icons, for headers, tabs and home screens."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.site import brand
from safelight.site.models import SitePicture, SiteSettings

ICON_SIDES = (192, 512)


@dataclass(frozen=True)
class Logo:
    """``url`` for most pages, ``dark_url`` for dark ones where there is another one."""

    url: str
    dark_url: str
    width: int
    height: int


def logo(site: SiteSettings) -> Logo | None:
    """The logo as the site's scheme wants it; None where the name stands instead."""
    light, dark = site.logo, site.logo_dark
    first = (dark or light) if site.scheme == site.Scheme.DARK else (light or dark)
    if first is None:
        return None
    other = dark if dark and site.scheme == site.Scheme.AUTO and dark.pk != first.pk else None
    return Logo(_mark(first), _mark(other) if other else "", first.width, first.height)


def icon_url(site: SiteSettings) -> str:
    """The picture of the tab: the studio's icon, its logo, or the first letter of its name."""
    picture = icon(site)
    if picture is None:
        return brand.letter_url(site)
    return brand.address_of(picture, "icon-32.png")


def touch_icon_url(site: SiteSettings) -> str:
    picture = icon(site)
    return brand.address_of(picture, "icon-180.png") if picture else ""


def icon(site: SiteSettings) -> SitePicture | None:
    found: SitePicture | None = site.icon or site.logo or site.logo_dark
    return found


def manifest(site: SiteSettings) -> dict[str, object]:
    """The web app manifest: the studio's name and colours, and nobody else's."""
    light, dark = brand.palettes(site)
    shown = dark if site.scheme == site.Scheme.DARK else light
    picture = icon(site)
    icons = [{"src": icon_url(site), "sizes": "any", "type": "image/svg+xml"}]
    if picture is not None:
        icons = [_icon(picture, side) for side in ICON_SIDES]
    return {
        "name": site.name,
        "short_name": site.name[:30],
        "start_url": "/",
        "display": "minimal-ui",
        "background_color": shown.paper,
        "theme_color": shown.paper,
        "icons": icons,
    }


def _icon(picture: SitePicture, side: int) -> dict[str, str]:
    src = brand.address_of(picture, f"icon-{side}.png")
    return {"src": src, "sizes": f"{side}x{side}", "type": "image/png"}


def _mark(picture: SitePicture) -> str:
    return brand.address_of(picture, brand.MARK)
