"""Pages of the team, under ``/studio/``."""

from __future__ import annotations

from django.urls import include, path

from modules.agency.workspace import library_urls
from modules.agency.workspace.clocks import urls as clock_urls
from modules.agency.workspace.reports import urls as report_urls
from modules.agency.workspace.shares import urls as share_urls

app_name = "agency_workspace"

urlpatterns = [
    path("libraries/", include(library_urls.urlpatterns)),
    path("reports/", include(report_urls.urlpatterns)),
    path("galleries/", include(clock_urls.urlpatterns)),
    path("shares/", include(share_urls.urlpatterns)),
]
