"""``/api/v1/orders/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import (
    changes,
    documents,
    exports,
    handing_over,
    orders,
    payments,
    transfers,
)

app_name = "commerce_orders_api"

urlpatterns = [
    path("<str:order>/documents/", documents.OrderDocumentsView.as_view(), name="documents"),
    path(
        "<str:order>/documents/<str:document>/",
        documents.DocumentView.as_view(),
        name="document",
    ),
    path("transfers/<slug:gallery>/notices/", transfers.NoticesView.as_view(), name="notices"),
    path("export/", exports.ExportView.as_view(), name="export"),
    path("", orders.OrdersView.as_view(), name="orders"),
    path("<str:order>/", orders.OrderView.as_view(), name="order"),
    path("<str:order>/recalculation/", changes.RecalculationView.as_view(), name="recalculation"),
    path("<str:order>/deliveries/", changes.DeliveriesView.as_view(), name="deliveries"),
    path("<str:order>/acceptance/", changes.AcceptanceView.as_view(), name="acceptance"),
    path("<str:order>/payments/", payments.PaymentsView.as_view(), name="payments"),
    path("<str:order>/paid/", payments.PaidView.as_view(), name="paid"),
    path("<str:order>/refunds/", payments.RefundsView.as_view(), name="refunds"),
    path("<str:order>/cancellation/", changes.CancellationView.as_view(), name="cancellation"),
    path(
        "<str:order>/items/<str:item>/cancellation/",
        changes.ItemCancellationView.as_view(),
        name="item_cancellation",
    ),
    path(
        "<str:order>/items/<str:item>/handing-over/",
        handing_over.HandingOverView.as_view(),
        name="handing_over",
    ),
    path("<str:order>/items/<str:item>/retry/", handing_over.RetryView.as_view(), name="retry"),
    path(
        "<str:order>/parcels/<str:parcel>/shipment/",
        handing_over.ShipmentView.as_view(),
        name="shipment",
    ),
    path(
        "<str:order>/parcels/<str:parcel>/tracking/",
        handing_over.TrackingView.as_view(),
        name="tracking",
    ),
    path(
        "<str:order>/parcels/<str:parcel>/taking-back/",
        handing_over.TakingBackView.as_view(),
        name="taking_back",
    ),
    path(
        "<str:order>/parcels/<str:parcel>/announcement/",
        handing_over.AnnouncementView.as_view(),
        name="announcement",
    ),
    path(
        "<str:order>/parcels/<str:parcel>/pick-up/",
        handing_over.PickUpView.as_view(),
        name="pick_up",
    ),
    path(
        "<str:order>/forced-deliveries/",
        handing_over.ForcedDeliveryView.as_view(),
        name="forced_deliveries",
    ),
    path("<str:order>/withdrawal/", handing_over.OrderWithdrawalView.as_view(), name="withdrawal"),
]
