"""What was made for one look is kept for the next equal one.

The key holds everything that the look depends on: revisions of the gallery, the rights, the marks,
the links' window. So nothing is ever thrown away by hand, and no right outlives its revision.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
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

log = logging.getLogger(__name__)


def kept(parts: list[Any], make: Callable[[], T]) -> T:
    """What ``make`` gave for equal parts before, or gives now; a silent cache is no error."""
    # What a module reads only when it is shown is shown by ``str``.
    key = f"gallery:{hashlib.sha256(orjson.dumps(parts, default=str)).hexdigest()}"
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
        *(renditions.base, get_language(), marks.digest()),
    ]
