"""The studio's look: a stylesheet of custom properties, and what its mails carry."""

from __future__ import annotations

from safelight.outbox.brand import Brand
from safelight.site import colours, selectors
from safelight.site.models import SiteSettings
from tenants.models import Studio


def stylesheet(site: SiteSettings) -> str:
    """Custom properties that the site's styles read. Only checked values are written."""
    light = colours.readable(site.accent, colours.LIGHT_PAPER)
    dark = colours.readable(site.accent, colours.DARK_PAPER)
    on_light, on_dark = colours.ink_on(light), colours.ink_on(dark)
    return (
        "@layer brand {\n  :root {\n"
        f"    --brand-accent: light-dark({light}, {dark});\n"
        f"    --brand-on-accent: light-dark({on_light}, {on_dark});\n"
        "  }\n}\n"
    )


def of_mails(studio: Studio) -> Brand:
    """For settings.MAIL_CONTEXT; runs inside the studio."""
    site = selectors.site_settings()
    return Brand(
        name=site.name,
        color=colours.readable(site.accent, "#ffffff"),
        language=site.language,
        reply_to=site.contact_email,
    )
