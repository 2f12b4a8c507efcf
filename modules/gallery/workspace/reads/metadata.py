"""What was read from a photo, as lines for a person."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from modules.gallery.models import Photo

_LONGEST = 200


def facts(photo: Photo) -> list[tuple[str, object]]:
    """Pairs of a name and its value; what is not known is left out."""
    version = photo.version
    if version is None:
        return []
    pixels = f"{version.width} × {version.height}"  # noqa: RUF001 - the sign for "by"
    lines: list[tuple[str, object]] = [
        (_("File"), version.media_type),
        (_("Pixels"), pixels),
        (_("Size"), filesizeformat(version.bytes)),
        (_("Captured"), photo.captured_at),
        (_("Title"), photo.title),
        (_("Caption"), photo.caption),
        (_("Keywords"), ", ".join(map(str, photo.keywords))),
    ]
    lines += [
        (name.replace("_", " ").capitalize(), str(value)[:_LONGEST])
        for name, value in sorted(version.metadata.items())
        if isinstance(value, str | int | float) and value not in {"", None}
    ]
    return [(name, value) for name, value in lines if value]
