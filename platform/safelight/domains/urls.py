"""Settings, *Domains*. Mounted at ``/studio/settings/domains/``."""

from __future__ import annotations

from django.urls import path

from safelight.domains import views

app_name = "domains"
urlpatterns = [
    path("", views.show_all, name="list"),
    path("new/", views.new, name="new"),
    path("address/primary/", views.use_address, name="use_address"),
    path("<str:public_id>/", views.show, name="domain"),
    path("<str:public_id>/check/", views.check, name="check"),
    path("<str:public_id>/again/", views.again, name="again"),
    path("<str:public_id>/primary/", views.make_primary, name="make_primary"),
    path("<str:public_id>/release/", views.release, name="release"),
]
