"""``/api/v1/``: the root, its description, and every module's routes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from safelight.api.missing import missing
from safelight.api.root import RootView, SchemaView
from safelight.kernel import urls as module_urls

app_name = "api"

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("schema/", SchemaView.as_view(), name="schema"),
]

# Mounted beside the above, so that modules keep namespaces of their own; the last one answers
# whatever nobody else did, in the API's own shape.
module_patterns: list[URLPattern | URLResolver] = [
    path("uploads/", include("safelight.uploads.urls")),
    path("exports/", include("safelight.takeout.api_urls")),
    *module_urls.api(closed=missing),
    re_path(r"^.*$", missing),
]
