"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.reasons import SECRET
from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table("privacy.Wish", "public_id client kind asked_at due_at settled_at"),
        Table("privacy.Erasure", "public_id digest by_name at"),
        Table("privacy.ConsentType", "public_id built_in position archived_at"),
        Table("privacy.ConsentWording", "type number title text written_at"),
        Table(
            "privacy.ConsentRequest",
            "client subject_kind subject_id subject_name asked_at answered_at",
            stays={"public_id": SECRET},
        ),
        Table(
            "privacy.ConsentEntry",
            "public_id wording client subject_kind subject_id is_given said_by at",
        ),
    ),
    stays={"privacy.Packet": "Files for clients that are there for days, made anew at any time."},
)
