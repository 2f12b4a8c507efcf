"""The pictures of the site for an export: logos, icons, and what stands on its pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from safelight.kernel.takeout import StoredFile, WrittenFile
from safelight.site.models import SitePicture
from safelight.storage import keys

_MARK = "mark.png"


def files() -> Iterator[StoredFile | WrittenFile]:
    """The largest of what was drawn from each file that was sent; the file itself is not kept."""
    for picture in SitePicture.objects.exclude(variants={}).order_by("pk"):
        variant = _largest(picture)
        ending = picture.variants[variant].rpartition("/")[2].replace("jpeg", "jpg")
        name = f"{PurePath(picture.name).stem or picture.public_id}.{ending}"
        yield StoredFile(
            path=f"site/{name.replace('/', '-')}", name=picture.name, kind="site picture",
            key=keys.join(picture.object_key, variant), row=picture.pk, at=picture.created_at,
        )  # fmt: skip


def _largest(picture: SitePicture) -> str:
    names: list[str] = list(picture.variants)
    if _MARK in names:
        return _MARK
    return max(names, key=lambda name: int(name) if name.isdecimal() else 0)
