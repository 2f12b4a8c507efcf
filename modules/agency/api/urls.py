"""``/api/v1/libraries/``."""

from __future__ import annotations

from django.urls import path

from modules.agency.api import access, libraries

app_name = "agency_api"

urlpatterns = [
    path("", libraries.LibrariesView.as_view(), name="libraries"),
    path("access/", access.AccessView.as_view(), name="access"),
    path("sets/", access.SetsView.as_view(), name="sets"),
    path("<slug:library>/", libraries.LibraryView.as_view(), name="library"),
    path("<slug:library>/files/", libraries.FilesView.as_view(), name="files"),
    path("<slug:library>/decisions/", libraries.DecisionsView.as_view(), name="decisions"),
    path("<slug:library>/placements/", libraries.PlacementsView.as_view(), name="placements"),
]
