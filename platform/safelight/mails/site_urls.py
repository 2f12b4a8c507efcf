"""Links of mails that need no sign-in. Mounted at ``/mails/``."""

from __future__ import annotations

from django.urls import path

from safelight.mails.views import readers

app_name = "mails_site"
urlpatterns = [
    path("unsubscribe/<str:token>/", readers.unsubscribe, name="unsubscribe"),
    path("sender/<str:token>/", readers.sender, name="sender"),
]
