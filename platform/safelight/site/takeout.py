"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.reasons import COUNTS, KEY
from safelight.kernel.takeout import Table, Takeout
from safelight.site import taking

TAKEOUT = Takeout(
    tables=(
        Table(
            "site.Brand",
            "public_id name tagline contact_email footer website shows_menu scheme accent paper "
            "ink typefaces corners spacing logo logo_dark icon",
            stays={"revision": COUNTS},
        ),
        Table(
            "site.Page",
            "public_id kind slug title description external_url draft removed live "
            "published_at day changed_at",
        ),
        Table(
            "site.PageVersion",
            "page public_id content published_at published_by",
        ),
        Table(
            "site.SitePicture",
            "public_id kind name width height bytes variants thumbhash created_at",
            stays={"object_key": KEY},
        ),
        Table(
            "site.SiteSettings",
            "name tagline contact_email language languages time_zone currency footer scheme "
            "accent paper ink typefaces corners spacing logo logo_dark icon menu modules",
            stays={"revision": COUNTS},
        ),
    ),
    files=taking.files,
)
