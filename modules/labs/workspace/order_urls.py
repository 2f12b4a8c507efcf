"""Pages about orders to labs, under ``/studio/labs/orders/``; included by ``workspace.urls``."""

from __future__ import annotations

from django.urls import path, re_path

from modules.labs.workspace.views import (
    order_acts,
    order_asking,
    order_framing,
    order_places,
    orders,
)
from safelight.kernel import public_id

_L = rf"^(?P<lab_order>{public_id.PATTERN})/"
_P = rf"{_L}pieces/(?P<piece>{public_id.PATTERN})/"

urlpatterns = [
    path("", orders.list_orders, name="orders"),
    path("together/", orders.together, name="orders_together"),
    re_path(rf"{_L}$", orders.show, name="order"),
    re_path(rf"{_L}progress/$", orders.progress, name="order_progress"),
    re_path(rf"{_L}packing-slip\.pdf$", orders.slip, name="order_slip"),
    re_path(rf"{_L}send/$", order_acts.send, name="order_send"),
    re_path(rf"{_L}window/$", order_acts.extend, name="order_extend"),
    re_path(rf"{_L}cancel/$", order_acts.cancel, name="order_cancel"),
    re_path(rf"{_L}in-house/$", order_acts.keep_in_house, name="order_in_house"),
    re_path(rf"{_L}parcels/$", order_acts.mark_sent, name="order_sent"),
    re_path(rf"{_L}how-far/$", order_asking.ask, name="order_ask"),
    re_path(rf"{_L}take-back/$", order_asking.take_back, name="order_take_back"),
    re_path(rf"{_L}taken-back/$", order_asking.agreed, name="order_agreed"),
    re_path(rf"{_L}again/$", order_asking.again, name="order_again"),
    re_path(rf"{_L}address/$", order_places.redirect_to, name="order_address"),
    re_path(rf"{_L}way/$", order_places.ship_by, name="order_way"),
    re_path(rf"{_P}part/$", order_framing.frame, name="piece_frame"),
    re_path(rf"{_P}reprint/$", order_acts.reprint, name="piece_reprint"),
]
