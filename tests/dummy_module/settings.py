from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DummySettings:
    """One field of each usual type."""

    greeting: str = field(default="Hello", metadata={"title": "Greeting of the dummy"})
    loud: bool = False
    times: int = 1
