"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table(
            "audit.AuditEntry",
            "public_id verb actor_id actor_name operator_email operator_name subject_kind "
            "subject_id subject_name details network_address at",
        ),
    ),
)
