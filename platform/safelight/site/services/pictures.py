"""Taking a picture of the site: read as hostile in a confined child, kept only as made anew.

The file that was sent is never stored: nothing shows it, and what shows was drawn from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from safelight import imaging
from safelight.imaging.developing import EDGES
from safelight.imaging.emblem import emblem_safely
from safelight.kernel.errors import Refusal
from safelight.site.models import SitePicture
from safelight.storage import keys, objects, scratch
from safelight.web.forms import one_line
from tenants.context import current_studio

MOST_BYTES = {"emblem": 10 << 20, "photo": 40 << 20}
Kind = SitePicture.Kind


class NotAPicture(Refusal):
    """The sentence says what it is instead, or what is wrong with it."""

    code = "not_a_picture"
    status = 422

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def take(*, sent: UploadedFile[Any], kind: str) -> SitePicture:
    """Keep what was drawn from the sent file. Raises ``NotAPicture``; the file's name is trusted
    for nothing.
    """
    if (sent.size or 0) > MOST_BYTES[kind]:
        largest = MOST_BYTES[kind] >> 20
        raise NotAPicture(
            _("This file is larger than %(largest)s MB: save it smaller.") % {"largest": largest}
        )
    store, studio = objects.from_environment(), current_studio().uuid
    with scratch.folder(store.local, studio) as folder:
        source = folder / "sent"
        with source.open("wb") as file:
            file.writelines(sent.chunks())
        try:
            made = _emblem(source, folder) if kind == Kind.EMBLEM else _photo(source, folder)
        except imaging.Refused as refusal:
            raise NotAPicture(_(refusal.message) % refusal.values) from refusal
        return _kept(made, kind, one_line(sent.name or "")[:255])


def _emblem(source: Path, folder: Path) -> dict[str, Any]:
    if _begins_as_markup(source):
        raise NotAPicture(
            _("SVG files can hold programs and are not taken. Save the logo as PNG, 1500 px wide.")
        )
    made = emblem_safely(source, folder)
    files = {path.name: path for path in sorted(folder.glob("*.png"))}
    return {
        "files": files,
        "variants": dict.fromkeys(files, "image/png"),
        "width": made.width,
        "height": made.height,
        "thumbhash": "",
    }


def _photo(source: Path, folder: Path) -> dict[str, Any]:
    made = imaging.develop_safely(source, folder, owner=current_studio().uuid.hex)
    return {
        "files": {str(each.edge): each.path for each in made.renditions},
        "variants": {str(edge): EDGES[edge].media_type for edge in EDGES},
        "width": made.width,
        "height": made.height,
        "thumbhash": made.thumbhash_text,
    }


def _kept(made: dict[str, Any], kind: str, name: str) -> SitePicture:
    store = objects.from_environment()
    object_key = keys.new_object(current_studio().uuid)
    size = sum(store.adopt(keys.join(object_key, key), path) for key, path in made["files"].items())
    fields = {key: made[key] for key in ("variants", "width", "height", "thumbhash")}
    picture: SitePicture = SitePicture.objects.create(
        kind=kind, name=name, object_key=object_key, bytes=size, **fields
    )
    return picture


def _begins_as_markup(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
