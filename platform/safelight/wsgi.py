"""The platform under WSGI: threads, because code that touches a studio's tables is not async."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")

application = get_wsgi_application()
