"""Sessions as Django keeps them in the database, found by a statement that is written once.

Asked with every request of everybody who is signed in: writing the query would take longer than
asking it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db import connection
from django.utils import timezone

_FIND = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessions):
    """For ``SESSION_ENGINE``."""

    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            # As in the class above: a key that is no session's is not used for a new one.
            self._session_key = None
            return {}
        loaded: dict[str, Any] = self.decode(found[0])
        return loaded
