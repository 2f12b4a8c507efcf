"""What a role may allow of bookings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safelight.kernel.manifest import Permission

VIEW = "bookings.view"
MANAGE = "bookings.manage"
TYPES = "bookings.types"

PERMISSIONS = (
    Permission(VIEW, _("See bookings and the calendar")),
    Permission(MANAGE, _("Take, move and cancel bookings; create their galleries")),
    Permission(TYPES, _("Make session types and mini sessions; set hours, contracts, questions")),
)
