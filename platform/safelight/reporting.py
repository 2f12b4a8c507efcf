"""Unexpected errors go to Sentry, when there is one, with the studio and nothing personal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sentry_sdk

from safelight import logs

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

# Of what a request brings, its method alone helps and tells nothing of anybody.
_ONLY = ("method",)
_GONE = ("user", "extra", "breadcrumbs", "server_name")
_MAIL = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;]+\.[^\s<>\"'(),;.]+")
# Tokens, signatures, keys and public ids: whatever is long and no word.
_TOKEN = re.compile(r"\b(?=[\w-]*\d)[\w-]{20,}\b|\b(?:sl|sk|pk|rk|whsec)_[\w-]+")
_QUERY = re.compile(r"\?[^\s\"'<>]+")
# What is ours to name: the studio's schema, the request, and what code is made of.
_KEPT = frozenset({"tags", "event_id", "release", "sdk", "modules", "contexts", "platform"})
_OF_CODE = frozenset({"filename", "abs_path", "function", "module", "type", "context_line",
                      "pre_context", "post_context", "mechanism"})  # fmt: skip


def report_to_sentry(dsn: str, *, environment: str) -> None:
    """Send unexpected errors there, with the studio's schema and without anything personal."""
    sentry_sdk.init(
        dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        # The machine's name is nobody's business, and in containers nobody's help.
        server_name="",
        before_send=_impersonal,
    )


def _impersonal(event: Event, _hint: Hint) -> Event:
    # Addresses and headers hold single-use links, signatures and cookies.
    request: dict[str, Any] = event.get("request") or {}
    event["request"] = {name: request.get(name, "") for name in _ONLY}
    plain: dict[str, Any] = event  # type: ignore[assignment]
    for name in _GONE:
        plain.pop(name, None)
    for name in plain.keys() - _KEPT:
        plain[name] = _scrubbed(plain[name])
    event.setdefault("tags", {}).update(studio=logs.schema(), request_id=logs.request_id.get())
    return event


def _scrubbed(value: Any) -> Any:
    """Words of people out of what an exception says; its code stays as it is."""
    if isinstance(value, str):
        return _QUERY.sub("?…", _TOKEN.sub("…", _MAIL.sub("…@…", value)))
    if isinstance(value, list):
        return [_scrubbed(each) for each in value]
    if isinstance(value, dict):
        return {
            name: each if name in _OF_CODE else _scrubbed(each)
            for name, each in value.items()
            if name != "vars"
        }
    return value
