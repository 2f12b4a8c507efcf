"""``uvicorn safelight.storage.asgi:application``: the data plane as an ASGI application.

It imports no Django and opens no database. Where the environment is wrong, above all where
``SIGNING_KEY`` is empty, importing this raises ``ConfigurationError`` and nothing starts.
"""

from __future__ import annotations

import logging
import resource
from typing import Any

from safelight.storage import config, objects
from safelight.storage.answers import Cut, Receive, Request, Send
from safelight.storage.dataplane import DataPlane

_log = logging.getLogger(__name__)


class Application:
    """Speaks ASGI 3 (HTTP and lifespan) for a ``DataPlane``."""

    def __init__(self, plane: DataPlane) -> None:
        self._plane = plane

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        allow_many_files()
        await self._plane.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._plane.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        try:
            await self._plane.answer(Request.of(scope), receive, send)
        except Cut as error:
            # Returning with the body unfinished makes the server close the connection.
            _log.error("Cut off a download: %s", error)


def allow_many_files() -> None:
    """A slow download holds a socket and a file for long: use all that the system grants."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def from_environment() -> Application:
    settings = config.from_environment()
    return Application(DataPlane(settings, objects.from_url(settings.storage_url)))


application = from_environment()
