"""What was read from a photo, as lines for a person."""

from __future__ import annotations

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from modules.gallery.models import Photo

_PLAIN = {
    "camera": _("Camera"),
    "lens": _("Lens"),
    "iso": _("ISO"),
    "creator": _("Creator"),
    "copyright": _("Copyright notice"),
    "credit": _("Credit line"),
    "rating": _("Rating in the file"),
    "label": _("Label"),
}


def facts(photo: Photo) -> list[tuple[object, object]]:
    """Pairs of a name and its value; what is not known is left out."""
    version = photo.version
    if version is None:
        return []
    pixels = f"{version.width} × {version.height}"  # noqa: RUF001 - the sign for "by"
    lines: list[tuple[object, object]] = [
        (_("File"), version.media_type),
        (_("Pixels"), pixels),
        (_("Size"), filesizeformat(version.bytes)),
        (_("Captured"), photo.captured_at),
        (_("Title"), photo.title),
        (_("Caption"), photo.caption),
        (_("Keywords"), ", ".join(map(str, photo.keywords))),
    ]
    lines += [(name, version.metadata.get(key)) for key, name in _PLAIN.items()]
    lines += [
        (_("Exposure"), _exposure(version.metadata.get("exposure"))),
        (_("Aperture"), _with("f/", version.metadata.get("f_number"), "")),
        (_("Focal length"), _with("", version.metadata.get("focal_length"), " mm")),
    ]
    return [(name, value) for name, value in lines if value]


def _with(before: str, value: object, after: str) -> str:
    return f"{before}{value:g}{after}" if isinstance(value, int | float) else ""


def _exposure(seconds: object) -> str:
    """As cameras write it: 1/250 s, or whole seconds from one second on."""
    if not isinstance(seconds, int | float) or seconds <= 0:
        return ""
    return f"1/{round(1 / seconds)} s" if seconds < 1 else f"{seconds:g} s"
