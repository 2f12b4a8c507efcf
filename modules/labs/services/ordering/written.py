"""A lab's progress as JSON and back: proven news wait in a row for their job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from modules.labs import contract


def read(kept: Mapping[str, Any]) -> contract.Progress:
    """What ``dataclasses.asdict`` of a progress was, through Django's JSON."""
    return contract.Progress(
        lab_id=kept["lab_id"],
        stage=contract.Stage(kept["stage"]),
        word=kept["word"],
        shipped=tuple(_sent(each) for each in kept["shipped"]),
        charges=tuple(_charge(each) for each in kept["charges"]),
        issues=tuple(contract.Issue(**each) for each in kept["issues"]),
        cancelled_pieces=tuple(kept["cancelled_pieces"]),
    )


def _sent(kept: Mapping[str, Any]) -> contract.Sent:
    sent_at = datetime.fromisoformat(kept["sent_at"]) if kept["sent_at"] else None
    return contract.Sent(**{**kept, "sent_at": sent_at, "pieces": tuple(kept["pieces"])})


def _charge(kept: Mapping[str, Any]) -> contract.Charge:
    return contract.Charge(**{**kept, "cost": contract.Money(**kept["cost"])})
