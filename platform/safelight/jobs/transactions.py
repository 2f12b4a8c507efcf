"""Whether the code runs in a transaction of its own making."""

from __future__ import annotations

from django.db import connection


def in_transaction() -> bool:
    """True inside ``atomic()``; the one that a test case wraps around each test does not count.

    So code that forgets its transaction is refused in the tests as it would be in service.
    """
    blocks = connection.atomic_blocks
    return bool(blocks) and not getattr(blocks[-1], "_from_testcase", False)
