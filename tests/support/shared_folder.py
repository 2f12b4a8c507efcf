"""Where the shared photographs and contracts are, if they are."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "The folder of shared photographs and contracts"


def find() -> Path | None:
    """``SAFELIGHT_SHARED``, or ``shared`` beside the checkout; None where there is neither."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = Path(os.environ.get("SAFELIGHT_SHARED", beside))
    return folder if (folder / "photos").is_dir() else None
