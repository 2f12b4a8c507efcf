"""What clients do themselves. Mounted at ``/``."""

from __future__ import annotations

from django.urls import path

from safelight.privacy.views import own

app_name = "privacy_site"
urlpatterns = [
    path("account/privacy/", own.page, name="page"),
    path("account/privacy/download/", own.download, name="download"),
    path("account/privacy/consent/", own.say, name="say"),
    path("account/privacy/<slug:kind>/", own.ask, name="ask"),
    path("consents/<str:public_id>/", own.answer, name="answer"),
]
