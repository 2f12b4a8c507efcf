"""How large, how long and how slow an upload may be."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

ONE_GIBIBYTE = 1 << 30
#: An unfinished upload is kept this long after its last byte.
LIFE = timedelta(days=3)
#: Rows of uploads that came to an end are kept this long, to answer "gone" instead of "unknown".
MEMORY = timedelta(days=30)
#: Seconds without a byte after which a sender is taken for gone, so that it can go on elsewhere.
STALLED = 15.0
#: How much of a refused body is read away, in bytes, and how many seconds its next one may take.
DISCARDED = 8 * 1024 * 1024
IMPATIENT = 2.0
#: Bytes read at once. What a reset connection can lose is less than this.
CHUNK = 64 * 1024
#: Bytes that an upload must leave free on the disk, for renditions and the database.
RESERVE = 64 * 1024 * 1024


def most_bytes() -> int:
    """The largest upload, in bytes; ``UPLOAD_MAX_BYTES`` in the settings."""
    return int(getattr(settings, "UPLOAD_MAX_BYTES", ONE_GIBIBYTE))
