"""The studio's look: a stylesheet of custom properties, and what its mails carry."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from safelight.outbox import links
from safelight.outbox.brand import About, Brand
from safelight.site import brands, colours, selectors, typefaces
from safelight.site.models import Face, SitePicture, SiteSettings
from tenants.models import Studio

RADII = {"square": "0", "soft": "3px", "round": "0.75rem"}
SPACES = {"close": "0.7", "calm": "1", "wide": "1.45"}
MARK = "mark.png"


@dataclass(frozen=True)
class Palette:
    """What is shown of the studio's colours on pages of one scheme; all can be read."""

    paper: str
    ink: str
    accent: str
    on_accent: str


def palettes(site: Face) -> tuple[Palette, Palette]:
    """The colours of light and of dark pages, repaired where they could not be read."""
    light = colours.light_paper(site.paper) if site.paper else colours.LIGHT_PAPER
    dark = colours.dark_paper(site.paper) if site.paper else colours.DARK_PAPER
    return (
        _palette(site, light, colours.LIGHT_INK),
        _palette(site, dark, colours.DARK_INK),
    )


def _palette(site: Face, paper: str, usual_ink: str) -> Palette:
    ink = colours.readable(site.ink or usual_ink, paper, colours.ENOUGH_OF_INK)
    accent = colours.readable(site.accent, paper)
    return Palette(paper, ink, accent, colours.ink_on(accent))


def stylesheet(site: Face) -> str:
    """Custom properties that the site's styles read. Only checked values are written."""
    light, dark = palettes(site)
    pair = typefaces.of(site.typefaces)
    values = {
        "accent": f"light-dark({light.accent}, {dark.accent})",
        "on-accent": f"light-dark({light.on_accent}, {dark.on_accent})",
        "heading": typefaces.stack(pair.heading),
        "body": typefaces.stack(pair.body),
        "weight": str(pair.weight),
        "tracking": pair.tracking,
        "text": f"{pair.size}rem",
        "radius": RADII[site.corners],
        "space": SPACES[site.spacing],
    }
    if site.paper:
        values["paper"] = f"light-dark({light.paper}, {dark.paper})"
        values["raised"] = (
            f"light-dark(color-mix(in oklab, {light.paper}, #fff 55%),"
            f" color-mix(in oklab, {dark.paper}, #fff 6%))"
        )
    if site.ink:
        values["ink"] = f"light-dark({light.ink}, {dark.ink})"
    lines = "".join(f"    --brand-{name}: {value};\n" for name, value in values.items())
    return f"@layer brand {{\n  :root {{\n{lines}  }}\n}}\n"


def address_of(picture: SitePicture, variant: str) -> str:
    """The path of one variant of a picture of the site."""
    return reverse("site:picture", args=[picture.public_id, variant])


def css_url(site: SiteSettings) -> str:
    """Of the stylesheet: a new address with each change of whose face is shown."""
    if site.worn:
        return reverse("site:brand_css", args=[site.worn.public_id, site.worn.revision])
    return reverse("site:brand", args=[site.revision])


def letter_url(site: SiteSettings) -> str:
    """Of the icon where there is no picture."""
    if site.worn:
        return reverse("site:brand_letter", args=[site.worn.public_id, site.worn.revision])
    return reverse("site:letter", args=[site.revision])


def manifest_url(site: SiteSettings) -> str:
    if site.worn:
        return reverse("site:brand_manifest", args=[site.worn.public_id])
    return reverse("site:manifest")


def home_url(site: SiteSettings) -> str:
    """Where the name above a page leads."""
    return (site.worn and site.worn.website) or "/"


def of_mails(studio: Studio, about: About = None) -> Brand:
    """For settings.MAIL_CONTEXT; runs inside the studio. A mail wears what it is about wears."""
    site = selectors.site_settings()
    if site.has_brands and (worn := brands.worn_by(studio, about)):
        site = brands.wearing(site, worn)
    logo = ""
    if site.logo is not None:
        # Mails are posted from jobs and the console too, where other addresses hold.
        path = reverse(
            "site:picture", args=[site.logo.public_id, MARK], urlconf="safelight.urls_studio"
        )
        logo = links.absolute(links.site(studio), path)
    return Brand(
        name=site.name,
        color=colours.readable(site.accent, "#ffffff"),
        logo_url=logo,
        footer=site.footer,
        language=site.language,
        reply_to=site.contact_email,
    )
