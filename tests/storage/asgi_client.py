"""One request to a data plane of this process, with a clock that the test sets."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from safelight.storage import config, objects
from safelight.storage.asgi import Application
from safelight.storage.dataplane import DataPlane


@dataclass
class Got:
    """An answer. ``finished`` is false where the connection would be cut."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    finished: bool = False


class Client:
    """Asks an application over one store; each call is an event loop of its own."""

    def __init__(self, store: objects.ObjectStore, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Got:
        return self.get_all([path], method=method, **headers)[0]

    def get_all(self, paths: list[str], *, method: str = "GET", **headers: str) -> list[Got]:
        """Ask for one after the other within one process' memory of revisions."""
        named = {"host": "acme.localhost", **headers}
        return asyncio.run(self._all(paths, method, named))

    async def _all(self, paths: list[str], method: str, headers: dict[str, str]) -> list[Got]:
        plane = DataPlane(config.from_environment(), self._store, clock=self._clock)
        await plane.start()
        try:
            return [await self._one(Application(plane), path, method, headers) for path in paths]
        finally:
            await plane.close()

    async def _one(
        self, application: Application, path: str, method: str, headers: dict[str, str]
    ) -> Got:
        got = Got()
        raw, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http",
            "method": method,
            "raw_path": raw.encode(),
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
        }
        await application(scope, _waiting, _collector(got))
        return got


async def _waiting() -> dict[str, Any]:
    await asyncio.Event().wait()
    return {"type": "http.disconnect"}


def _collector(got: Got) -> Callable[[Any], Any]:
    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            got.status = message["status"]
            got.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            return
        got.body += message["body"]
        got.finished = not message["more_body"]

    return send
