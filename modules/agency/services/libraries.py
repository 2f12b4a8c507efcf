"""Making, changing and closing libraries: an owner's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from modules.agency.models import Contributor, Library
from modules.agency.services import reviewing
from modules.gallery import facade as gallery
from modules.gallery.models import DeliveryFormat
from safelight.accounts.models import Member
from safelight.kernel.errors import Refusal


class OnlyAnOwner(Refusal):
    """Libraries are made and closed by whoever answers for the studio."""

    code = "only_an_owner"
    status = 403


class LibraryNameTaken(Refusal):
    code = "library_name_taken"


class LibraryHasFiles(Refusal):
    """What clients ordered of them has to stay; an archived library is out of the way too."""

    code = "library_has_files"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a library's form says."""

    name: str
    colour: str = Library.Colour.SLATE
    note: str = ""
    contributor: Contributor | None = None
    review_first: bool = False
    export_format: DeliveryFormat | None = None
    watermark: str = ""
    watermark_opacity: int = 35


_FIELDS = tuple(Terms.__dataclass_fields__)


def make(*, terms: Terms, by: Member) -> Library:
    """A library with an empty home. Raises ``OnlyAnOwner``, ``LibraryNameTaken``."""
    refuse_others(by)
    last = Library.objects.aggregate(last=Max("position"))["last"] or 0
    library = Library(position=last + 1, **_said(terms))
    with transaction.atomic():  # The library and its home appear together.
        library.home = gallery.make_home(name=library.name)
        _save(library)
    return library


def change(*, library: Library, terms: Terms, by: Member, at: datetime) -> Library:
    """Change what the form says; files that clients see when review begins count as approved."""
    refuse_others(by)
    begins = terms.review_first and not library.review_first
    before = (library.watermark, library.watermark_opacity)
    with transaction.atomic():  # The name stands on the home too, and review begins with the word.
        for name, value in _said(terms).items():
            setattr(library, name, value)
        _save(library, fields=_FIELDS)
        gallery.rename_home(home=library.home, name=library.name)
        if before != (library.watermark, library.watermark_opacity):
            # Links to previews with the old text, or without one, are decided anew.
            gallery.rights_changed_in(home_ids=[library.home_id])
        if begins:
            reviewing.take_shown_as_approved(library=library, by=by.person, at=at)
    return library


def archive(*, library: Library, by: Member, at: datetime) -> None:
    """Close it for new files and take it off the lists; its files stay wherever they are shown."""
    refuse_others(by)
    with transaction.atomic():  # Whoever is uploading into it is told at once.
        library.archived_at = at
        library.save(update_fields=["archived_at"])
        gallery.rights_changed_in(home_ids=[library.home_id])


def reopen(*, library: Library, by: Member) -> None:
    refuse_others(by)
    library.archived_at = None
    library.save(update_fields=["archived_at"])


def delete(*, library: Library, by: Member) -> None:
    """Delete an empty library with its home. Raises ``LibraryHasFiles``."""
    refuse_others(by)
    if gallery.photos_in_home(home_ids=[library.home_id]).exists():
        raise LibraryHasFiles(
            _("“%(name)s” has files. Move them to another library, or archive it.")
            % {"name": library.name}
        )
    with transaction.atomic():  # A home without a library would be nobody's.
        home = library.home
        library.delete()
        gallery.remove_home(home=home)


def refuse_others(by: Member) -> None:
    if not by.role.is_owner:
        raise OnlyAnOwner(_("Only an owner of the studio can do that."))


def _said(terms: Terms) -> dict[str, Any]:
    said = {name: getattr(terms, name) for name in _FIELDS}
    return said | {"name": terms.name.strip()}


def _save(library: Library, *, fields: tuple[str, ...] | None = None) -> None:
    try:
        with transaction.atomic():  # The unique name decides; a failure must not spoil the caller.
            library.save(update_fields=fields)
    except IntegrityError:
        sentence = _("There is a library of this name already.")
        raise LibraryNameTaken(sentence, fields={"name": [sentence]}) from None
