"""Sessions as Django keeps them in the database, found by a statement that is written once.

Asked with every request of everybody who is signed in: writing the query would take longer than
asking it. In a studio it says as well when its person was last seen with it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone
from django_tenants.utils import get_public_schema_name

from tenants import schema

_FIND = "SELECT session_data, NULL FROM django_session WHERE session_key = %s AND expire_date > %s"
_FIND_WITH_PERSON = """
SELECT session_data, (SELECT seen_at FROM accounts_personsession p WHERE p.key = s.session_key)
FROM django_session s WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(DatabaseSessions):
    """For ``SESSION_ENGINE``. ``seen_at`` is None where nobody is signed in."""

    seen_at: datetime | None = None

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            is_public = schema.current() == get_public_schema_name()
            find = _FIND if is_public else _FIND_WITH_PERSON
            cursor.execute(find, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            # As in the class above: a key that is no session's is not used for a new one.
            self._session_key = None
            return {}
        self.seen_at = found[1]
        loaded: dict[str, Any] = self.decode(found[0])
        return loaded
