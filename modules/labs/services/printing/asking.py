"""Asking for print files: one row for each recipe, and a job where it is not made yet."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from modules.gallery import facade as gallery
from modules.labs.models import LabPiece, PrintFile
from modules.labs.services.printing import recipes, wanting
from safelight import jobs

MAKE = "labs.make_print_file"


def ask_for(*, pieces: Collection[LabPiece]) -> dict[int, PrintFile]:
    """The files of these pieces, from the newest versions of their photos; by the piece's id.

    What is made already stays; what failed is tried again. Each piece's ``file`` is saved. Needs a
    transaction: rows and jobs appear together. ``PrintFileMade`` tells of each that ends; one that
    cannot be made has a ``problem``. Ask again before sending: a photo replaced meanwhile gives
    another file. Raises ``framing.BadFraming``.
    """
    listed = _with_what_is_asked(pieces)
    wanted = wanting.of_pieces(listed)
    photos = gallery.photos(ids={piece.item.photo_id for piece in listed if piece.item.photo_id})
    found = {}
    for piece in listed:
        photo = photos.get(piece.item.photo_id or 0)
        recipe = recipes.of(piece=piece, photo=photo, wanted=wanted[piece.pk])
        found[piece.pk] = _file(piece, recipe)
    for piece in pieces:
        if piece.file_id != found[piece.pk].pk:
            piece.file = found[piece.pk]
            piece.save(update_fields=["file"])
    return found


def _with_what_is_asked(pieces: Collection[LabPiece]) -> list[LabPiece]:
    rows = LabPiece.objects.filter(pk__in=[piece.pk for piece in pieces])
    return list(rows.select_related("lab_order", "item__line__row"))


def _file(piece: LabPiece, recipe: recipes.Recipe | None) -> PrintFile:
    if recipe is None:
        sentence = _("The photo of “%(name)s” is no longer there.") % {"name": piece.item.name}
        gone, _made = PrintFile.objects.get_or_create(
            item=piece.item, digest="", defaults={"problem": sentence}
        )
        return gone
    file, _made = PrintFile.objects.get_or_create(
        item=piece.item, digest=recipe.digest,
        defaults={
            "recipe": recipe.stored, "area": recipe.area,
            "width": recipe.size[0], "height": recipe.size[1],
        },
    )  # fmt: skip
    if not file.is_made:
        file.problem = ""
        file.save(update_fields=["problem"])
        jobs.enqueue(MAKE, key=str(file.pk), file_id=file.pk)
    return file
