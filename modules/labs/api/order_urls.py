"""``/api/v1/lab-orders/``."""

from __future__ import annotations

from django.urls import path

from modules.labs.api import order_acts, order_asking, orders

app_name = "labs_orders_api"

_L = "<str:lab_order>/"
_P = f"{_L}pieces/<str:piece>/"

urlpatterns = [
    path("", orders.LabOrdersView.as_view(), name="orders"),
    path("groups/", order_acts.GroupsView.as_view(), name="groups"),
    path(_L, orders.LabOrderView.as_view(), name="order"),
    path(f"{_L}sending/", order_acts.SendingView.as_view(), name="sending"),
    path(f"{_L}window/", order_acts.WindowView.as_view(), name="window"),
    path(f"{_L}recipient/", order_acts.RecipientView.as_view(), name="recipient"),
    path(f"{_L}way/", order_acts.WayView.as_view(), name="way"),
    path(f"{_L}cancellation/", order_acts.CancellationView.as_view(), name="cancellation"),
    path(f"{_L}in-house/", order_acts.InHouseView.as_view(), name="in_house"),
    path(f"{_L}taking-back/", order_asking.TakingBackView.as_view(), name="taking_back"),
    path(f"{_L}agreement/", order_asking.AgreementView.as_view(), name="agreement"),
    path(f"{_L}again/", order_asking.AgainView.as_view(), name="again"),
    path(f"{_L}parcels/", order_asking.ParcelsView.as_view(), name="parcels"),
    path(f"{_P}framing/", order_asking.FramingView.as_view(), name="framing"),
    path(f"{_P}reprints/", order_asking.ReprintsView.as_view(), name="reprints"),
]
