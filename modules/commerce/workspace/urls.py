"""Pages of the team, under ``/studio/orders/`` and ``/studio/prices/``."""

from __future__ import annotations

from django.urls import include, path, re_path

from modules.commerce.workspace import paper_urls, payment_urls, price_urls, rule_urls
from modules.commerce.workspace.views import bulk, changes, forcing, handing_over, orders, transfer
from safelight.kernel import public_id

app_name = "commerce_workspace"

# 22 characters that mean nothing, so that words of ours never are one.
_O = rf"^(?P<order>{public_id.PATTERN})/"

_I = rf"{_O}items/(?P<item>{public_id.PATTERN})/"
_PARCEL = rf"{_O}parcels/(?P<parcel>{public_id.PATTERN})/"

_ORDERS = [
    path("", orders.list_orders, name="list"),
    path("together/", bulk.together, name="together"),
    path("orders.csv", orders.list_csv, name="csv"),
    re_path(
        rf"^galleries/(?P<gallery>{public_id.PATTERN})/notify/$", transfer.notify, name="notify"
    ),
    re_path(rf"{_O}$", orders.show, name="order"),
    re_path(rf"{_O}progress/$", orders.progress, name="progress"),
    re_path(rf"{_O}downloads\.csv$", orders.downloads_csv, name="downloads_csv"),
    re_path(rf"{_O}recalculate/$", changes.recalculate, name="recalculate"),
    re_path(rf"{_O}deliver/$", changes.deliver, name="deliver"),
    re_path(rf"{_O}accept/$", changes.accept, name="accept"),
    re_path(rf"{_O}decline/$", changes.decline, name="decline"),
    re_path(rf"{_O}cancel/$", changes.cancel, name="cancel"),
    re_path(rf"{_I}cancel/$", changes.cancel_item, name="cancel_item"),
    re_path(rf"{_I}retry/$", handing_over.retry, name="retry_item"),
    re_path(rf"{_I}handed-over/$", handing_over.hand_over, name="hand_over"),
    re_path(rf"{_PARCEL}sent/$", handing_over.send, name="send_parcel"),
    re_path(rf"{_PARCEL}tracking/$", handing_over.correct_tracking, name="correct_tracking"),
    re_path(rf"{_PARCEL}taken-back/$", handing_over.take_back, name="take_parcel_back"),
    re_path(rf"{_PARCEL}ready/$", handing_over.announce, name="announce_parcel"),
    re_path(rf"{_PARCEL}picked-up/$", handing_over.picked_up, name="parcel_picked_up"),
    re_path(rf"{_O}forced-delivery/$", forcing.force, name="force"),
    re_path(rf"{_O}downloads/off/$", forcing.withdraw, name="withdraw"),
    re_path(rf"{_O}downloads/on/$", forcing.restore, name="restore"),
]

urlpatterns = [
    path("orders/", include([*paper_urls.of_orders, *_ORDERS, *payment_urls.of_orders])),
    path("prices/", include(rule_urls.urlpatterns)),
    path("prices/", include([*price_urls.urlpatterns, *payment_urls.of_prices])),
]
