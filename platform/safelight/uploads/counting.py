"""Once a night: what the studio keeps, counted anew from the rows that say where files lie."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.apps import apps
from django.db import connection, transaction

from safelight.kernel import registry
from safelight.uploads.models import Upload

log = logging.getLogger(__name__)

# What a received upload brought is counted within minutes; one that was given up is not for ever.
GIVEN_UP = timedelta(days=7)
# One statement, one moment: whatever commits meanwhile is in both sums or in neither.
_RECOUNT = """
    WITH gone AS (DELETE FROM uploads_storagechange RETURNING bytes),
    sums AS (
        SELECT COALESCE((SELECT sum(bytes) FROM gone), 0) AS noted, ({truth}) AS kept
    ), new AS (
        INSERT INTO uploads_storagechange (bytes) SELECT kept FROM sums
    )
    SELECT noted::bigint, kept::bigint FROM sums
"""


def recount(*, at: datetime) -> int:
    """Add the changes up to one row, right or repaired; by how many bytes they were wrong.

    A difference is a mistake of ours, and logged as one.
    """
    Upload.objects.filter(held__gt=0, received_at__lt=at - GIVEN_UP).update(held=0)
    # Two who recount come one after the other; those who add or remove files do not wait.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE uploads_storagechange IN SHARE UPDATE EXCLUSIVE MODE")
        cursor.execute(_RECOUNT.format(truth=_truth()))
        noted, kept = cursor.fetchone()
    if noted != kept:
        log.error("The storage of the studio was counted %d bytes wrong", noted - kept)
    return int(noted - kept)


def _truth() -> str:
    """Modules that are off keep their files as well."""
    labels = [label for manifest in registry.manifests() for label in manifest.keeps]
    tables = [connection.ops.quote_name(apps.get_model(each)._meta.db_table) for each in labels]
    return " + ".join(f"COALESCE((SELECT sum(bytes) FROM {table}), 0)" for table in tables) or "0"  # noqa: S608 - names of our own tables
