"""What was made for one look is kept for the next equal one (``docs/decisions/0011``).

The key holds everything that the look depends on: the gallery's row with its revisions, the rights,
the marks, the links' window. So nothing is ever thrown away by hand, and no right outlives its
revision. Each process keeps the newest few at hand, and all of them share what is in the cache.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

import orjson
from django.core.cache import cache
from django.utils.translation import get_language
from redis.exceptions import RedisError

from modules.gallery.presenting.eyes import Eye
from modules.gallery.presenting.marks import Marks
from modules.gallery.presenting.signing import Renditions

T = TypeVar("T")
# As long as the links in it may live.
SECONDS = 900
# Up to 200 KB each, where a gallery has thousands of photos; most are a tenth of that.
MOST_AT_HAND = 64

log = logging.getLogger(__name__)

_at_hand: OrderedDict[str, tuple[float, Any]] = OrderedDict()
_lock = Lock()


def kept(parts: list[Any], make: Callable[[], T]) -> T:
    """What ``make`` gave for equal parts before, or gives now; a silent cache is no error."""
    # What a module reads only when it is shown is shown by ``str``.
    key = f"gallery:{hashlib.sha256(orjson.dumps(parts, default=str)).hexdigest()}"
    until, found = _at_hand.get(key, (0.0, None))
    if time.monotonic() > until:
        found = _shared(key, make)
        _take(key, found)
    kept_one: T = found
    return kept_one


def _take(key: str, found: Any) -> None:
    with _lock:
        _at_hand[key] = time.monotonic() + SECONDS, found
        _at_hand.move_to_end(key)
        while len(_at_hand) > MOST_AT_HAND:
            _at_hand.popitem(last=False)


def _shared(key: str, make: Callable[[], T]) -> T:
    try:
        found: T | None = cache.get(key)
        if found is None:
            found = make()
            cache.set(key, found, SECONDS)
    except RedisError as error:
        log.warning("Pages are not kept: %s", error)
        return make()
    return found


def look(eye: Eye, marks: Marks, renditions: Renditions) -> list[Any]:
    """All that the photos of a gallery look different by."""
    gallery, grant = eye.gallery, eye.grant
    offers = [
        (fmt.public_id, fmt.name, fmt.offer_states, fmt.only_final_at_once) for fmt in eye.formats
    ]
    return [
        gallery.values(),
        *(grant.via, grant.order, grant.lowres, grant.originals, offers, eye.may_ever_order),
        *(grant.lowres_final_only, eye.is_over, grant.looks_only),
        grant.sight.parts() if grant.sight else None,
        # Modules above may add to what is shown.
        sorted(eye.modules),
        *(renditions.base, get_language(), marks.digest()),
    ]
