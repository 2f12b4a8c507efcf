"""Events to JSON and back, by the types of their fields."""

from __future__ import annotations

import dataclasses
import types
from datetime import datetime
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from safelight.kernel.events import Event, event_class

Json = dict[str, Any]


class NotPlain(TypeError):  # noqa: N818 - reads as the reason
    """An event carries ids, words, numbers and times; nothing that has to be looked up."""


def encode(event: Event) -> Json:
    return {
        field.name: _encode(event.name, field.name, getattr(event, field.name))
        for field in dataclasses.fields(event)
    }


def decode(name: str, payload: Json) -> Event:
    """The event as its class is now: fields that the class has lost since are left out."""
    cls = event_class(name)
    hints = get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}
    return cls(**{key: _decode(hints[key], payload[key]) for key in payload if key in known})


def _encode(event: str, name: str, value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [_encode(event, name, item) for item in value]
    raise NotPlain(f"{event}.{name} is {type(value).__name__}.")


def _decode(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in {Union, types.UnionType}:
        hint = next(arm for arm in get_args(hint) if arm is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_decode(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    return UUID(value) if hint is UUID else value
