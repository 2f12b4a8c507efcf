"""What labs announce. Ids only: listeners read the rows as they are by then."""

from __future__ import annotations

from dataclasses import dataclass

from safelight.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PrintFileMade(Event, module="labs"):
    """A print file has been made, or cannot be for a stored reason."""

    file_id: int
