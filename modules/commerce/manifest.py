from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from modules.commerce.permissions import PERMISSIONS, PRICES, VIEW
from safelight.kernel.manifest import Listener, Manifest, Mount, NavItem, Schedule

MANIFEST = Manifest(
    name="commerce",
    title=_("Orders"),
    about=_(
        "Sell downloads, prints and products from your galleries: price lists, carts, "
        "payments, orders, invoices and delivery."
    ),
    requires=("gallery",),
    # Two addresses of their own, the orders and the prices.
    workspace=Mount(prefix="", urls="modules.commerce.workspace.urls"),
    # Two addresses of their own, the cart and the orders.
    site=Mount(prefix="", urls="modules.commerce.site.urls"),
    api=(
        Mount(prefix="cart/", urls="modules.commerce.api.cart_urls"),
        Mount(prefix="orders/", urls="modules.commerce.api.order_urls"),
        Mount(prefix="price-lists/", urls="modules.commerce.api.price_urls"),
        Mount(prefix="documents/", urls="modules.commerce.api.document_urls"),
        Mount(prefix="shipping/", urls="modules.commerce.api.shipping_urls"),
        Mount(prefix="taxes/", urls="modules.commerce.api.tax_urls"),
        Mount(prefix="coupons/", urls="modules.commerce.api.coupon_urls"),
        Mount(prefix="offers/", urls="modules.commerce.api.offer_urls"),
        Mount(prefix="galleries/", urls="modules.commerce.api.deliverable_urls"),
    ),
    permissions=PERMISSIONS,
    navigation=(
        NavItem(
            area="workspace", title=_("Orders"), url_name="commerce_workspace:list", order=20,
            icon="orders", permission=VIEW, badge="modules.commerce.needs.badge", shortcut="g o",
        ),
        NavItem(
            area="workspace", title=_("Prices"), url_name="commerce_workspace:price_lists",
            order=25, icon="tag", permission=PRICES, shortcut="g p",
        ),
    ),
    needs_you="modules.commerce.needs.needs_you",
    first_steps="modules.commerce.first_steps.of",
    site_home="modules.commerce.site.panels.home_section",
    settings="modules.commerce.settings.CommerceSettings",
    jobs=("modules.commerce.tasks", "modules.commerce.payment_tasks"),
    schedule=(
        Schedule(kind="commerce.look_after_deliveries", every=timedelta(minutes=5)),
        Schedule(kind="commerce.release_lapsed_stock", every=timedelta(minutes=1)),
        Schedule(kind="commerce.remind_of_carts", every=timedelta(hours=1)),
        Schedule(kind="commerce.look_after_payments", every=timedelta(minutes=5)),
    ),
    publishes="modules.commerce.events",
    hookspecs="modules.commerce.hooks",
    listens=(
        Listener("gallery.PhotoReplaced", "modules.commerce.listeners.on_photo_replaced"),
        Listener("gallery.PhotosChangedState", "modules.commerce.listeners.on_state_changed"),
        Listener("gallery.FilePrepared", "modules.commerce.listeners.on_file_prepared"),
    ),
    extends="modules.commerce.extensions",
    mails="modules.commerce.mails",
    takeout="modules.commerce.takeout.TAKEOUT",
    privacy="modules.commerce.privacy.PRIVACY",
)  # fmt: skip
