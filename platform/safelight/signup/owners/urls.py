"""An owner's pages about the studio as a whole. Mounted at ``/studio/settings/``."""

from __future__ import annotations

from django.urls import path

from safelight.signup.owners import address, modules

app_name = "owners"
urlpatterns = [
    path("address/", address.page, name="address"),
    path("address/let-go/", address.let_go, name="address_let_go"),
    path("switches/", modules.page, name="modules"),
    path("switches/<slug:name>/", modules.switch, name="switch"),
]
