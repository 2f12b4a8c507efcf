"""Unexpected errors go to Sentry, when there is one, with the studio and nothing personal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sentry_sdk

from safelight import logs

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint


def report_to_sentry(dsn: str, *, environment: str) -> None:
    """Send unexpected errors there, with the studio's schema and without anything personal."""
    sentry_sdk.init(
        dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=_impersonal,
    )


def _impersonal(event: Event, _hint: Hint) -> Event:
    # Addresses and headers hold single-use links, signatures and cookies.
    request: dict[str, Any] = event.get("request") or {}
    event["request"] = {"method": request.get("method", "")}
    event.pop("user", None)
    event.setdefault("tags", {}).update(studio=logs.schema(), request_id=logs.request_id.get())
    return event
