"""What becomes of a studio between its opening and its end: verbs in pairs, each on a locked row.

    ready ⇄ suspended      closed for a while; what clients paid for goes out until a day
    ready, suspended ⇄ leaving      closed by its owners, and erased when its day comes
    leaving → closing      being erased (``safelight.leaving``); no way back

Each says so to every process after its commit; a caller inside a longer transaction need not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.kernel.errors import Refusal
from tenants import resolve
from tenants.context import public_context
from tenants.models import Studio

State = Studio.State
DOWNLOADS_GO_ON = timedelta(days=30)
"""For how long clients of a closed studio can still fetch what they paid for."""
LEAVES_AFTER = timedelta(days=30)
"""How long a studio that leaves can think better of it."""


class WrongState(Refusal):
    """Somebody was faster, or this cannot follow on what the studio is now."""

    code = "wrong_state"


def suspend(
    *, studio: Studio, why: Studio.Why, at: datetime, downloads_until: datetime | None = None
) -> Studio:
    """Close the doors; nothing is deleted. Paid downloads go on for 30 days unless said else.

    Raises ``WrongState`` where the studio is not open.
    """
    with _changing(studio, State.READY) as found:
        found.state, found.suspended_at, found.suspended_for = State.SUSPENDED, at, why
        found.downloads_until = downloads_until or at + DOWNLOADS_GO_ON
    return found


def resume(*, studio: Studio) -> Studio:
    """Open the doors of a suspended studio again. Raises ``WrongState``."""
    with _changing(studio, State.SUSPENDED) as found:
        _open(found)
    return found


def begin_leaving(*, studio: Studio, at: datetime) -> Studio:
    """Close the studio for good, in 30 days. Raises ``WrongState``."""
    with _changing(studio, State.READY, State.SUSPENDED) as found:
        found.state, found.erase_at = State.LEAVING, at + LEAVES_AFTER
        found.downloads_until = found.erase_at
    return found


def stay(*, studio: Studio) -> Studio:
    """Undo ``begin_leaving``: open, or suspended, as it was before. Raises ``WrongState``."""
    with _changing(studio, State.LEAVING) as found:
        found.erase_at = None
        if found.suspended_at is None:
            _open(found)
        else:
            found.state = State.SUSPENDED
            found.downloads_until = found.suspended_at + DOWNLOADS_GO_ON
    return found


def begin_erasing(*, studio: Studio, at: datetime) -> Studio:
    """No door, no new work and no way back from here. Raises ``WrongState`` before its day."""
    with _changing(studio, State.LEAVING) as found:
        if found.erase_at is None or found.erase_at > at:
            raise WrongState(_("The day on which this studio is erased has not come."))
        found.state = State.CLOSING
    return found


def _open(studio: Studio) -> None:
    studio.state = State.READY
    studio.suspended_at, studio.suspended_for, studio.downloads_until = None, "", None


@contextmanager
def _changing(studio: Studio, *states: State) -> Iterator[Studio]:
    """The studio's row, locked and in one of these states; saved when the block ends well."""
    # Locked, so that two who act at once do not undo each other.
    with public_context(), transaction.atomic():
        found = Studio.objects.select_for_update().get(pk=studio.pk)
        if found.state not in states:
            raise WrongState(_("The studio's state has changed meanwhile."))
        yield found
        changed = ["state", "suspended_at", "suspended_for", "downloads_until", "erase_at"]
        found.save(update_fields=changed)
        for name in changed:
            setattr(studio, name, getattr(found, name))
        # Other processes must not look it up again before they can see the change.
        transaction.on_commit(resolve.forget_all)
