"""Making, changing and deleting brands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from safelight.site import brands, selectors
from safelight.site.models import Brand
from safelight.site.services import looks, repairs
from tenants import resolve

# Every page that wears one reads them all, and a gallery chooses among them.
MOST = 100


class TooManyBrands(Refusal):
    code = "too_many_brands"


class BrandNameTaken(Refusal):
    """Galleries choose a brand by its name."""

    code = "brand_name_taken"
    status = 422


def make(*, name: str) -> Brand:
    """A brand that looks and speaks as the studio does, but for its name."""
    site = selectors.site_settings()
    with _told_apart(name):
        if Brand.objects.count() >= MOST:
            raise TooManyBrands(_("A studio has at most %(most)d brands.") % {"most": MOST})
        face = {each: getattr(site, each) for each in brands.FACE}
        brand: Brand = Brand.objects.create(**face | {"name": name, "tagline": ""})
        audit.note("site.brand_made", subject=("brand", brand.public_id, name))
    resolve.forget_all()
    return brand


def change(
    *, brand: Brand, values: Mapping[str, Any], sent: Mapping[str, UploadedFile[Any]],
    gone: Collection[str] = (),
) -> list[str]:  # fmt: skip
    """Store words, look and emblems of the brand; returns sentences that the studio is told.

    Raises ``pictures.NotAPicture`` and ``BrandNameTaken`` before anything is changed.
    """
    wanted = {**values, **looks.emblems(sent, gone)}
    with _told_apart(wanted.get("name", brand.name)):
        Brand.objects.filter(pk=brand.pk).update(**wanted, revision=F("revision") + 1)
        brand.refresh_from_db()
        audit.note("site.brand_changed", subject=("brand", brand.public_id, brand.name))
    resolve.forget_all()
    return repairs.told(brand)


def delete(*, brand: Brand) -> None:
    """Galleries and orders that wore it show the studio's own face again."""
    with transaction.atomic():  # The note tells of it, or neither happens.
        audit.note("site.brand_deleted", subject=("brand", brand.public_id, brand.name))
        brand.delete()
    resolve.forget_all()


@contextmanager
def _told_apart(name: str) -> Iterator[None]:
    """A transaction in which the name of a brand is set; the database knows the others' names."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as clash:
        if "brands_can_be_told_apart" not in str(clash):
            raise
        sentence = _("There is a brand named “%(name)s”: choose another name.") % {"name": name}
        raise BrandNameTaken(sentence, fields={"name": [sentence]}) from clash
