"""Making one print file; runs in a job. The original is read, so no watermark is ever on it."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from datetime import datetime
from pathlib import Path, PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from modules.gallery import facade as gallery
from modules.labs.events import PrintFileMade
from modules.labs.models import PrintFile
from modules.labs.services.printing import recipes
from safelight import outbox
from safelight.imaging import print_file_safely
from safelight.imaging.refusals import Refused
from safelight.storage import keys, names, objects, scratch
from tenants.context import current_studio

VARIANT = "print"
_SPACE = uuid.UUID("0f3f2c0e-8a1d-4c55-9d5e-6a4c1b7f2d10")
_LONGEST_STEM = 60


def make(*, file_id: int, at: datetime) -> None:
    """Make the file of a PrintFile; a second run finds it made and changes nothing.

    Outside transactions. A photo that cannot be printed leaves a ``problem``; a storage that is
    away raises ``StorageAway``.
    """
    file = PrintFile.objects.select_related("item__order").get(pk=file_id)
    if file.is_made or not file.recipe:
        return
    try:
        fields = {**_made(file), "made_at": at, "problem": ""}
    except Refused as refusal:
        fields = {"problem": _(refusal.message) % refusal.values}
    except objects.NoSuchObject:
        fields = {"problem": _gone(file)}
    # The file lies in the storage by now; the row and the news of it appear together.
    with transaction.atomic():
        if PrintFile.objects.filter(pk=file.pk, made_at=None).update(**fields) == 1:
            outbox.publish(PrintFileMade(file_id=file.pk))


def _made(file: PrintFile) -> dict[str, object]:
    recipe = recipes.read(file.recipe)
    pair = (recipe.version_id, None)
    source = gallery.delivery_files(pairs=[pair]).get(pair)
    if not isinstance(source, gallery.DeliverySource):
        return {"problem": _gone(file)}
    store, studio = objects.from_environment(), current_studio().uuid
    with (
        store.at_hand(keys.join(source.key, source.variant)) as original,
        scratch.folder(store.local, studio) as folder,
    ):
        out = folder / VARIANT
        printed = print_file_safely(original, out, recipe.spec)
        md5 = _md5(out)
        key = key_of(file)
        store.adopt(key, out)
    return {
        "key": key,
        "md5": md5,
        "size": printed.byte_size,
        "name": _name(file, source.name, printed.width, printed.height),
    }


def key_of(file: PrintFile) -> str:
    """Where the file lies: the same row always at the same place, so that none is ever orphaned."""
    studio = current_studio().uuid
    identity = uuid.uuid5(_SPACE, f"{studio}:{file.public_id}")
    return keys.join(keys.object_key(studio, identity), VARIANT)


def _gone(file: PrintFile) -> str:
    return _("The photo of “%(name)s” is no longer there.") % {"name": file.item.name}


def _md5(path: Path) -> str:
    """Labs compare it with what they fetched; nothing is kept safe by it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, _new_md5).hexdigest()


def _new_md5() -> hashlib._Hash:
    return hashlib.md5(usedforsecurity=False)


def _name(file: PrintFile, photo: str, width: int, height: int) -> str:
    """Order, photo and size in letters that every program of a lab takes."""
    plain = unicodedata.normalize("NFKD", PurePath(photo).stem).encode("ascii", "ignore").decode()
    stem = "".join(sign if sign.isalnum() else "-" for sign in plain).strip("-")[:_LONGEST_STEM]
    return names.safe_name(f"{file.item.order.number}-{stem or 'photo'}-{width}x{height}.jpg")
