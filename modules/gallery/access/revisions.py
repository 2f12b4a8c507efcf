"""Making signed links be decided anew after a change of rights."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.db import connection, transaction

from modules.gallery.models.galleries import DEEPEST_LEVEL
from safelight.storage import revisions
from safelight.storage.claims import Scope
from tenants.context import current_studio

# A sub-gallery may inherit its table or be a draft through its parent, so all below are raised.
_RAISE = """
WITH RECURSIVE down AS (
    SELECT id, 0 AS level FROM gallery_gallery WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT g.id, down.level + 1
    FROM down JOIN gallery_gallery g ON g.parent_id = down.id WHERE down.level < %(deepest)s
)
UPDATE gallery_gallery SET access_revision = access_revision + 1
WHERE id IN (SELECT id FROM down)
RETURNING public_id, access_revision
"""


def raise_for(gallery_ids: Collection[int]) -> None:
    """Raise the access revision of these galleries and of all below them.

    Runs in the caller's transaction, with the change itself; the data plane is told after commit.
    """
    if not gallery_ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, {"ids": list(gallery_ids), "deepest": DEEPEST_LEVEL})
        raised = cursor.fetchall()
    studio_uuid = current_studio().uuid
    for public_id, revision in raised:
        scope = Scope("gallery", public_id)
        transaction.on_commit(partial(revisions.publish, studio_uuid, scope, revision))
