"""QR codes, drawn here: a secret that somebody else's service draws is not one."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def svg(text: str) -> SafeString:
    """An inline SVG of the text, dark on white whatever the page's colours are."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )
    # Made of digits and names of colours alone; the text is nowhere in it.
    return mark_safe(drawn)  # noqa: S308
