"""What of this package goes along when a studio takes everything with it."""

from __future__ import annotations

from safelight.kernel.takeout import Table, Takeout

TAKEOUT = Takeout(
    tables=(
        Table("mails.MemberWish", "member mail pace"),
        Table("mails.DigestLine", "member key subject path at sent_at"),
    ),
)
