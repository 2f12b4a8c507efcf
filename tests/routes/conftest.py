from __future__ import annotations

from tests.routes.made_once import made, made_once

__all__ = ["made", "made_once"]
