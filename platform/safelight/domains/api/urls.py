"""``/api/v1/domains/``."""

from __future__ import annotations

from django.urls import path

from safelight.domains.api import views
from safelight.kernel.marks import not_while_acting

app_name = "domains_api"
urlpatterns = [
    path("", not_while_acting(views.DomainsView.as_view()), name="domains"),
    path("<str:public_id>/", not_while_acting(views.DomainView.as_view()), name="domain"),
    path("<str:public_id>/check/", views.CheckView.as_view(), name="check"),
    path("<str:public_id>/primary/", not_while_acting(views.PrimaryView.as_view()), name="primary"),
]
