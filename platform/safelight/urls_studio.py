"""A studio's host: the site at ``/``, the workspace at ``/studio/``, the API at ``/api/v1/``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from safelight.api import urls as api_urls
from safelight.kernel import urls as module_urls
from safelight.site import renewing

handler500 = "safelight.web.away.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("safelight.api.urls")),
    path("api/v1/domains/", include("safelight.domains.api.urls")),
    path("api/v1/", include(api_urls.module_patterns)),
    path("studio/", include(module_urls.workspace())),
    path("studio/", include("safelight.accounts.workspace_urls")),
    path("studio/settings/domains/", include("safelight.domains.urls")),
    path("studio/settings/plan/", include("safelight.billing.workspace_urls")),
    path("studio/settings/consents/", include("safelight.privacy.settings_urls")),
    path("studio/privacy/", include("safelight.privacy.urls")),
    path("studio/settings/export/", include("safelight.takeout.urls")),
    path("studio/settings/closing/", include("safelight.leaving.urls")),
    path("studio/settings/", include("safelight.signup.owners.urls")),
    path("studio/settings/mails/", include("safelight.mails.urls")),
    path("studio/settings/", include("safelight.site.settings_urls")),
    path("studio/", include("safelight.site.workspace_urls")),
    path("", include("safelight.console.studio_urls")),
    path("language/", include("safelight.site.language_urls")),
    path("renew/<path:signed>", renewing.renew, name="renew"),
    path("mails/", include("safelight.mails.site_urls")),
    path("", include(module_urls.site())),
    path("", include("safelight.privacy.site_urls")),
    path("", include("safelight.accounts.urls")),
    path("", include("safelight.site.urls")),
]
