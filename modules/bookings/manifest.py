from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.bookings.permissions import PERMISSIONS, VIEW
from safelight.kernel.manifest import Listener, Manifest, Mount, NavItem, Schedule

MANIFEST = Manifest(
    name="bookings",
    title=_("Bookings"),
    about=_(
        "Let clients book sessions and mini sessions: calendars, retainers, contracts, "
        "questionnaires and reminders."
    ),
    requires=("gallery", "commerce"),
    workspace=Mount(prefix="bookings/", urls="modules.bookings.workspace.urls"),
    # Addresses of their own: what can be booked, a booking, a contract.
    site=Mount(prefix="", urls="modules.bookings.site.urls"),
    api=(
        Mount(prefix="bookings/", urls="modules.bookings.api.booking_urls"),
        Mount(prefix="session-types/", urls="modules.bookings.api.type_urls"),
    ),
    permissions=PERMISSIONS,
    navigation=(
        NavItem(
            area="workspace", title=_("Bookings"), url_name="bookings_workspace:list", order=15,
            icon="calendar", permission=VIEW, badge="modules.bookings.needs.badge", shortcut="g b",
        ),
    ),
    needs_you="modules.bookings.needs.needs_you",
    site_home="modules.bookings.site.home.home_section",
    site_parts="modules.bookings.site.parts.SITE_PARTS",
    jobs=("modules.bookings.booking_tasks", "modules.bookings.calendar_tasks"),
    schedule=(
        Schedule(kind="bookings.release_expired", every=timedelta(minutes=1)),
        Schedule(kind="bookings.remind", every=timedelta(minutes=10)),
        Schedule(kind="bookings.read_feeds", every=timedelta(minutes=15)),
    ),
    listens=(
        Listener("commerce.OrderPaid", "modules.bookings.listeners.on_order_paid"),
        Listener("commerce.OrderRefunded", "modules.bookings.listeners.on_order_refunded"),
        Listener("commerce.OrderCancelled", "modules.bookings.listeners.on_order_cancelled"),
    ),
    extends="modules.bookings.extensions",
    mails="modules.bookings.mails",
    takeout="modules.bookings.takeout.TAKEOUT",
    privacy="modules.bookings.privacy.PRIVACY",
)  # fmt: skip
