"""Routes tried through the proxy, with the cookies of somebody who is signed in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPSConnection
from itertools import chain
from urllib.parse import quote

from tests.infra.visiting import Answer, Visitor, tls
from tests.routes import walking
from tests.routes.knocking import is_closed
from tests.routes.test_table import address

# As many as the layout has threads of web processes to answer them.
AT_ONCE = 4


@dataclass(frozen=True)
class Tried:
    """One request and what was answered, its headers and body as one text."""

    route: walking.Route
    method: str
    status: int
    text: str

    def leaks(self, secret: str) -> bool:
        return secret in self.text or not is_closed(self.route, self.method, self.status)


def said(tried: list[Tried]) -> str:
    """How much was tried."""
    routes, methods = {each.route.name for each in tried}, {each.method for each in tried}
    return f"{len(routes)} routes × {len(methods)} methods, {len(tried)} requests"


def knock(
    visitor: Visitor, routes: Iterable[walking.Route], values: dict[str, str], *methods: str
) -> list[Tried]:
    """Try each route with each method, a few at a time; ``values`` name things in addresses."""
    asked = [(route, method) for route in routes for method in methods]
    shares = [asked[start::AT_ONCE] for start in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = pool.map(lambda share: _knock(visitor, share, values), shares)
    return list(chain.from_iterable(found))


def _knock(
    visitor: Visitor, asked: list[tuple[walking.Route, str]], values: dict[str, str]
) -> list[Tried]:
    context = tls(visitor.certificate)
    line = HTTPSConnection("127.0.0.1", visitor.port, context=context, timeout=60)
    tried = []
    for route, method in asked:
        body = json.dumps(values) if method in {"POST", "PUT", "PATCH", "DELETE"} else None
        path = quote(address(route, values), safe="/:@%+~,;=!$&'()*")
        line.request(method, path, body, _headers(visitor))
        answer = Answer.of(line.getresponse())
        text = f"{answer.headers} {answer.body.decode(errors='replace')}"
        tried.append(Tried(route, method.lower(), answer.status, text))
    line.close()
    return tried


def _headers(visitor: Visitor) -> dict[str, str]:
    """As a script of the platform's own page sends them: no door is shut for want of a token."""
    cookies = visitor.cookies
    return {
        "Host": f"{visitor.host}:{visitor.port}", "Content-Type": "application/json",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRFToken": cookies.get("__Host-csrf", ""),
        "Origin": f"https://{visitor.host}:{visitor.port}",
    }  # fmt: skip
