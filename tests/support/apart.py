"""Processes of one run keep out of each other's way: Redis databases and a folder for each.

``pyproject.toml`` has pytest load this before anything else, since Django's settings read the
environment once. The databases of PostgreSQL are told apart in ``tests.support.database``.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from urllib.parse import urlsplit

# One for the tests of a process, one for the platform that its journeys start.
_REDIS_EACH = 2


def set_apart(environment: MutableMapping[str, str]) -> None:
    """Change the addresses for a process called gw0, gw1 …; a run of one process stays as it is."""
    worker = environment.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        return
    number = int(worker.removeprefix("gw"))
    if url := environment.get("REDIS_URL"):
        parts = urlsplit(url)
        first = int(parts.path.strip("/") or "0") + _REDIS_EACH * number
        environment["REDIS_URL"] = parts._replace(path=f"/{first % 16}").geturl()
    if var := environment.get("SAFELIGHT_VAR"):
        environment["SAFELIGHT_VAR"] = f"{var}/{worker}"


set_apart(os.environ)
