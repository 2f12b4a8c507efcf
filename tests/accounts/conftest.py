from __future__ import annotations

from tests.support.tries import _no_tries_yet, without_redis

__all__ = ["_no_tries_yet", "without_redis"]
