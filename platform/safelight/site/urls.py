"""The studio's site beside its modules. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.site.views import site

app_name = "site"
urlpatterns = [
    path("", site.home, name="home"),
    path("brand/<int:revision>.css", site.brand_css, name="brand"),
    path("robots.txt", site.robots, name="robots"),
]
