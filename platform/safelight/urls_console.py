"""The console's host: where operators work."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

handler500 = "safelight.web.away.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("language/", include("safelight.site.language_urls")),
    path("", include("safelight.console.urls")),
]
if settings.ENVIRONMENT != "production":
    urlpatterns.append(path("mailbox/", include("safelight.mailbox.urls")))
