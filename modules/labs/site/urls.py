"""``/labs/`` of the site: what labs themselves fetch and tell. Nobody is signed in there."""

from __future__ import annotations

from django.urls import path

from modules.labs.site import callbacks, files

app_name = "labs_site"

urlpatterns = [
    path("labs/callbacks/<str:secret>", callbacks.callback, name="callback"),
    path("labs/files/<str:token>/<str:name>", files.file, name="file"),
]
