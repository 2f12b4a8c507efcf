"""Settings. Mounted at ``/studio/settings/``."""

from __future__ import annotations

from django.urls import include, path

from safelight.site.views import activity, brands, look, settings

app_name = "settings"
urlpatterns = [
    path("", settings.home, name="home"),
    path("look/", look.look, name="look"),
    path("look/preview/", look.preview, name="look_preview"),
    path("look/preview.css", look.preview_css, name="look_css"),
    path("brands/", brands.index, name="brands"),
    path("brands/<slug:brand>/", brands.edit, name="brand"),
    path("brands/<slug:brand>/preview/", brands.preview, name="brand_preview"),
    path("brands/<slug:brand>/preview.css", brands.preview_css, name="brand_css"),
    path("brands/<slug:brand>/deletion/", brands.delete, name="brand_delete"),
    path("pages/", include("safelight.site.pages_urls")),
    path("activity/", activity.index, name="activity"),
    path("activity.csv", activity.csv, name="activity_csv"),
    path("modules/<slug:name>/", settings.module, name="module"),
]
