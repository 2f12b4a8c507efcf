"""Room in the studio's plan: what it keeps, what is on its way, and what is left.

What is kept is the sum of ``StorageChange``; what is on its way is the sum of ``Upload.held``. Both
are asked in one statement, so that a file that turns from one into the other counts once.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from safelight.uploads.models import Upload
from safelight.web import sizes
from tenants import limits

_USED = """
    SELECT COALESCE((SELECT sum(bytes) FROM uploads_storagechange), 0)::bigint,
           COALESCE((SELECT sum(held) FROM uploads_upload WHERE held > 0), 0)::bigint
"""


class OverPlan(Refusal):
    """The plan has no room for this; ``more["left"]`` says in bytes how much it has."""

    code = "over_plan"
    status = 413


@dataclass(frozen=True, kw_only=True)
class Use:
    """In bytes: ``kept`` for good, ``held`` for uploads on their way; ``limit`` None is none."""

    kept: int
    held: int
    limit: int | None

    @property
    def used(self) -> int:
        return self.kept + self.held

    @property
    def left(self) -> int | None:
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def percent(self) -> int:
        """Of the limit that is used, rounded down; 0 where there is none, 100 where it is full."""
        if self.limit is None:
            return 0
        return 100 if self.used >= self.limit else 100 * self.used // self.limit


def use() -> Use:
    """What the studio that we are in uses."""
    return _use(limits.here())


def refuse_beyond(size: int) -> None:
    """Raise ``OverPlan`` where so many bytes more have no room.

    In a transaction that then holds them, others who ask meanwhile wait for its end: what all of
    them hold together fits.
    """
    found = limits.locked_here()
    if found.storage is not None:
        _refuse(_use(found), size)


def refuse_announced(size: int) -> None:
    """``refuse_beyond`` for bytes that nobody holds yet: without waiting for others."""
    _refuse(use(), size)


def hold(upload: Upload, size: int) -> None:
    """Keep room for ``size`` bytes of the upload in all. Raises ``OverPlan``."""
    with transaction.atomic():  # Asked and held under one lock.
        if size > upload.held:
            refuse_beyond(size - upload.held)
        _set(upload, size)


def hold_at_most(upload: Upload, size: int) -> None:
    """Keep room for so many bytes of the upload, or for what is left. Raises ``OverPlan``."""
    with transaction.atomic():  # As above.
        found = limits.locked_here()
        left = _use(found).left
        if left is not None:
            if not left:
                _refuse(_use(found), 1)
            size = min(size, upload.held + left)
        _set(upload, size)


def release(upload_id: str | None) -> None:
    """What the upload of this public id brought is counted elsewhere now, or gone."""
    if upload_id:
        Upload.objects.filter(public_id=upload_id, held__gt=0).update(held=0)


def _set(upload: Upload, size: int) -> None:
    upload.held = size
    upload.save(update_fields=["held"])


def _use(found: limits.Limits) -> Use:
    with connection.cursor() as cursor:
        cursor.execute(_USED)
        kept, held = cursor.fetchone()
    return Use(kept=kept, held=held, limit=found.storage)


def _refuse(found: Use, size: int) -> None:
    if found.left is not None and size > found.left:
        sentence = _(
            "This needs %(size)s, and your plan has %(left)s left. Delete what you need no more, "
            "or let an owner choose a larger plan in the settings."
        )
        words = {"size": sizes.say(size), "left": sizes.say(found.left)}
        raise OverPlan(sentence % words, more={"left": found.left})
