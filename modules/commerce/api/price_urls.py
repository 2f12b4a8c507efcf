"""``/api/v1/price-lists/``."""

from __future__ import annotations

from django.urls import path

from modules.commerce.api import coupons, ordering_terms, price_places, price_rows, pricelists

app_name = "commerce_prices_api"

_L = "<slug:price_list>/"

urlpatterns = [
    path("", pricelists.PriceListsView.as_view(), name="lists"),
    path("places/", price_places.ListPlacesView.as_view(), name="list_places"),
    path(
        "ordering-terms/<slug:gallery>/",
        ordering_terms.OrderingTermsView.as_view(),
        name="ordering_terms",
    ),
    path(_L, pricelists.PriceListView.as_view(), name="list"),
    path(f"{_L}withdrawal/", pricelists.WithdrawalView.as_view(), name="withdrawal"),
    path(f"{_L}places/", price_places.RowPlacesView.as_view(), name="row_places"),
    path(f"{_L}discounts/", coupons.QuantityDiscountsView.as_view(), name="discounts"),
    path(f"{_L}rows/", price_rows.RowsView.as_view(), name="rows"),
    path(f"{_L}rows/<slug:row>/", price_rows.RowView.as_view(), name="row"),
    path(f"{_L}galleries/<slug:gallery>/", price_places.OfferingView.as_view(), name="offering"),
]
