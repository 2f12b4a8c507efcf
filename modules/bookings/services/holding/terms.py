"""What a booking keeps of what was offered: words, fee, terms, as they were."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from modules.bookings.models import AddOn, BookedAddOn, Booking, Package, SessionType, Slot
from modules.commerce import facade as commerce
from modules.commerce.models import DeliverableTerms
from safelight.kernel.errors import Refusal
from safelight.site import selectors as site

Wanted = Sequence[tuple[AddOn, int]]


class NotOffered(Refusal):
    """The session type, package or add-on is not to be had now."""

    code = "not_offered"


def check(
    *, session_type: SessionType, package: Package | None, add_ons: Wanted, by_team: bool
) -> None:
    """Raises ``NotOffered``. The team books what is not published, too."""
    if session_type.archived_at or not (by_team or session_type.is_open):
        raise NotOffered(_("This cannot be booked at the moment."))
    if package is None:
        if session_type.packages.filter(withdrawn_at=None).exists():
            raise NotOffered(_("Choose a package first."))
    elif package.session_type_id != session_type.pk or package.withdrawn_at:
        raise NotOffered(_("This package is not offered any more. Choose another one."))
    for add_on, quantity in add_ons:
        if add_on.session_type_id != session_type.pk or add_on.withdrawn_at:
            raise NotOffered(_("“%s” is not offered any more.") % add_on.title)
        if not 1 <= quantity <= add_on.most:
            raise NotOffered(
                _("Of “%(title)s” there can be %(most)d at most.")
                % {"title": add_on.title, "most": add_on.most}
            )


def words(session_type: SessionType, package: Package | None) -> dict[str, Any]:
    """Columns of a booking that do not depend on when it is."""
    source: DeliverableTerms = package.terms if package else session_type
    return {
        "session_type": session_type, "calendar_id": session_type.calendar_id,
        "title": session_type.title, "place": session_type.place,
        "package": package, "package_title": package.title if package else "",
        "fee_mode": session_type.fee_mode, "currency": site.site_settings().currency,
        "terms": commerce.terms_of(source),
    }  # fmt: skip


def on_top(slot: Slot | None) -> int:
    """What a slot adds to the package's fee, in minor units; less than nothing where it is off."""
    return slot.surcharge - slot.reduction if slot else 0


def fee(package: Package | None, slot: Slot | None) -> int:
    return max(0, (package.fee if package else 0) + on_top(slot))


def paid_first(session_type: SessionType, total: int) -> int:
    """How much of the total is paid when booking, in minor units; 0 where no retainer is asked."""
    if session_type.fee_mode != SessionType.Fee.RETAINER:
        return 0
    return commerce.round_half_up(total * session_type.retainer, 100)


def when(session_type: SessionType, starts_at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """Columns that follow from the date."""
    if session_type.fee_mode != SessionType.Fee.RETAINER:
        return {"balance_due_on": None}
    day = starts_at.astimezone(zone).date()
    return {"balance_due_on": day - timedelta(days=session_type.balance_days)}


def add(booking: Booking, add_ons: Wanted) -> None:
    BookedAddOn.objects.bulk_create(
        BookedAddOn(
            booking=booking, add_on=each, title=each.title, price=each.price, quantity=quantity
        )
        for each, quantity in add_ons
    )
