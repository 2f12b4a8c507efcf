"""What Redis knows of a studio: kept looks, counted tries, revisions of links."""

from __future__ import annotations

from uuid import UUID

import redis
from django.conf import settings

BATCH = 500


def forget(*, studio_uuid: UUID, schema_name: str) -> int:
    """Delete the studio's keys and nobody else's; how many. Raises ``redis.RedisError``.

    Every key of a studio begins with its schema, or with ``safelight:`` and its uuid.
    """
    removed = 0
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5) as server:
        for start in (f"{schema_name}:", f"safelight:{studio_uuid.hex}:"):
            batch: list[bytes] = []
            for key in server.scan_iter(match=f"{start}*", count=1000):
                batch.append(key)
                if len(batch) == BATCH:
                    removed += server.delete(*batch)
                    batch = []
            if batch:
                removed += server.delete(*batch)
    return removed
