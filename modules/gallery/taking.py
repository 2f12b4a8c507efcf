"""The files of galleries for an export, and what their clients said of them as XMP beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from xml.sax.saxutils import escape

from django.db.models import Avg

from modules.gallery.models import Gallery, Photo, PhotoVersion, Placement, Rating
from modules.gallery.services.preparing import ORIGINAL
from safelight.kernel.takeout import StoredFile, WrittenFile
from safelight.storage import keys, names

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
{properties}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
_WORDS = (
    '   <dc:{name}><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:{name}>'
)


@dataclass(frozen=True)
class _Folder:
    """Where a gallery's files go; ``finals`` go below the gallery that they are finals of."""

    path: str


def files() -> Iterator[StoredFile | WrittenFile]:
    """Every version of every photo in the folder of a gallery that it is in, its XMP beside it."""
    paths = names.Paths()
    folders = _folders(paths)
    places: dict[int, int] = {}
    for placed, gallery in Placement.objects.order_by("-in_home", "pk").values_list(
        "photo_id", "gallery_id"
    ):
        places.setdefault(placed, gallery)
    stars = dict(
        Rating.objects.order_by().values("photo").annotate(mean=Avg("stars"))
        .values_list("photo", "mean")
    )  # fmt: skip
    shown = dict(Photo.objects.exclude(version=None).values_list("pk", "version_id"))
    aside = paths.take("photos/in no gallery")
    found = PhotoVersion.objects.filter(ready_at__isnull=False).select_related("photo")
    for version in found.order_by("pk").iterator(chunk_size=2000):
        photo = version.photo
        folder = folders.get(places.get(photo.pk, 0), _Folder(aside)).path
        if shown.get(photo.pk) != version.pk:
            yield _stored(version, paths.take(f"{folder}/{_earlier(version)}"))
            continue
        path = paths.take(f"{folder}/{names.safe_name(photo.name)}")
        yield _stored(version, path)
        packet = xmp(photo, stars=stars.get(photo.pk))
        if packet:
            beside = paths.take(f"{path}.xmp")
            yield WrittenFile(path=beside, kind="xmp", row=photo.pk, text=packet)


def xmp(photo: Photo, *, stars: float | None) -> str:
    """An XMP packet of the photo's words and the mean of its stars; empty where it has neither."""
    found = []
    for name, words in (("title", photo.title), ("description", photo.caption)):
        if words:
            found.append(_WORDS.format(name=name, words=_safe(words)))
    if photo.keywords:
        items = "".join(f"<rdf:li>{_safe(str(word))}</rdf:li>" for word in photo.keywords)
        found.append(f"   <dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
    if stars:
        found.append(f"   <xmp:Rating>{round(stars)}</xmp:Rating>")
    return _PACKET.format(properties="\n".join(found)) if found else ""


def _folders(paths: names.Paths) -> dict[int, _Folder]:
    """Every gallery's folder, those above first, so that no file takes a folder's name."""
    paths.take("photos")
    rows = {gallery.pk: gallery for gallery in Gallery.objects.order_by("position", "pk")}
    found: dict[int, _Folder] = {}

    def place(gallery: Gallery) -> str:
        if gallery.pk not in found:
            above = rows.get(gallery.parent_id or gallery.finals_of_id or 0)
            below = place(above) if above is not None else "photos"
            title = "finals" if gallery.finals_of_id else gallery.title.replace("/", "-")
            found[gallery.pk] = _Folder(paths.take(f"{below}/{title}"))
        return found[gallery.pk].path

    for gallery in rows.values():
        place(gallery)
    return found


def _earlier(version: PhotoVersion) -> str:
    name = PurePath(names.safe_name(version.name))
    return f"{name.stem} (version {version.number}){name.suffix}"


def _stored(version: PhotoVersion, path: str) -> StoredFile:
    return StoredFile(
        path=path, name=version.name, key=keys.join(version.object_key, ORIGINAL), kind="photo",
        row=version.pk, bytes=version.bytes, crc32=version.crc32, sha256=version.sha256,
        at=version.uploaded_at,
    )  # fmt: skip


def _safe(words: str) -> str:
    # XML 1.0 has no place for most control characters, whatever way they are written.
    return escape("".join(sign for sign in words if sign >= " " or sign in "\t\n"))
