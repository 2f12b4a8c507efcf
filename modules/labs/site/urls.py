"""``/labs/`` of the site: what labs themselves fetch and tell. Nobody is signed in there."""

from __future__ import annotations

from django.urls import path, re_path

from modules.labs.site import callbacks, files, pictures, slips
from safelight.kernel import public_id

app_name = "labs_site"

urlpatterns = [
    path("labs/callbacks/<str:secret>", callbacks.callback, name="callback"),
    path("labs/slips/<str:token>/packing-slip.pdf", slips.slip, name="slip"),
    re_path(
        rf"^labs/pictures/(?P<card>{public_id.PATTERN})-(?P<edition>[0-9]{{1,6}})\.webp$",
        pictures.picture,
        name="picture",
    ),
    path("labs/files/<str:token>/<str:name>", files.file, name="file"),
]
