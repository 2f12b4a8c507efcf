"""``/studio/settings/plan/``."""

from __future__ import annotations

from django.urls import path

from safelight.billing.views import owners

app_name = "billing"
urlpatterns = [
    path("", owners.plan, name="plan"),
    path("choose/<slug:name>/", owners.choose, name="choose"),
    path("change/<slug:name>/", owners.change, name="change"),
    path("cancel/", owners.cancel, name="cancel"),
    path("card/", owners.portal, name="portal"),
    path("back/", owners.back, name="back"),
]
