"""Fetching signed links as a browser does: data plane, renewal by the control plane, and back."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from django.test import Client as Browser

from safelight.storage import objects
from tests.storage.asgi_client import Client, Got

_MOST_HOPS = 5


def fetch(browser: Browser, url: str, **headers: str) -> Got:
    """What this browser gets for a link in the end; redirects are followed on both planes."""
    plane = Client(objects.from_environment(), time.time)
    for _ in range(_MOST_HOPS):
        asked = urlsplit(url)
        if asked.path.startswith("/data/"):
            got = plane.get(asked.path, **headers)
        else:
            response = browser.get(asked.path)
            got = Got(status=response.status_code, body=response.content)
            got.headers = {name.lower(): value for name, value in response.headers.items()}
        if got.status not in {302, 307}:
            return got
        url = got.headers["location"]
    raise AssertionError("The link went round and round")
