from __future__ import annotations

from tests.support.clean import _look_studios_up_anew, _no_tries_yet, without_redis

__all__ = ["_look_studios_up_anew", "_no_tries_yet", "without_redis"]
