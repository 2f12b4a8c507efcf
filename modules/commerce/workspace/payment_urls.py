"""Pages and acts about money: ``/studio/prices/payments/``, and what an order's page sends."""

from __future__ import annotations

from django.urls import path, re_path

from modules.commerce.workspace.views import order_money, payments
from safelight.kernel import public_id

_O = rf"^(?P<order>{public_id.PATTERN})/"
_P = rf"{_O}payments/(?P<payment>{public_id.PATTERN})/"

of_prices = [
    path("payments/", payments.show, name="payments"),
    path("payments/stripe/", payments.connect_stripe, name="connect_stripe"),
    path("payments/stripe/return/", payments.stripe_back, name="stripe_back"),
    path("payments/test/", payments.connect_test, name="connect_test"),
    path("payments/disconnection/", payments.disconnect, name="payments_disconnect"),
]

of_orders = [
    re_path(rf"{_O}paid/$", order_money.mark_paid, name="mark_paid"),
    re_path(rf"{_O}refunds/$", order_money.refund, name="refund"),
    re_path(rf"{_P}return/$", order_money.send_back, name="send_back"),
    re_path(rf"{_P}dismissal/$", order_money.dismiss, name="dismiss_payment"),
]
