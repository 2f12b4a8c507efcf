"""Events: frozen dataclasses in the past tense that carry ids. ``outbox.publish`` stores them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

_classes: dict[str, type[Event]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events. ``name`` is ``<module>.<Class>``, given by the declaring module."""

    name: ClassVar[str]

    def __init_subclass__(cls, *, module: str = "", **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        if module:
            cls.name = f"{module}.{cls.__name__}"
        # dataclass(slots=True) makes the class anew from its attributes; the second is kept.
        if "name" in vars(cls):
            _classes[cls.name] = cls


class UnknownEvent(LookupError):  # noqa: N818 - reads as the reason
    """No event of this name was declared."""


def event_class(name: str) -> type[Event]:
    try:
        return _classes[name]
    except KeyError:
        raise UnknownEvent(name) from None


def declared() -> dict[str, type[Event]]:
    return dict(_classes)
