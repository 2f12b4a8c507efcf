"""The platform's host: its first page, sign-up, and the door for news from outside."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

handler500 = "safelight.web.away.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("safelight.signup.urls")),
    path("pricing/", include("safelight.billing.platform_urls")),
    path("language/", include("safelight.site.language_urls")),
    path("webhooks/mail/", include("safelight.mails.webhook_urls")),
    path("webhooks/", include("safelight.connect.urls")),
]
