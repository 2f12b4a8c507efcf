"""Where people are signed in, as they read it themselves; the sessions are Django's."""

from __future__ import annotations

from django.db import models

from safelight.accounts.models.people import Person
from safelight.kernel import public_id
from tenants.rows import StudioRow


class PersonSession(StudioRow):
    """One browser that somebody is signed in with. ``key`` is Django's session key.

    ``network`` is coarse on purpose: enough to tell home from abroad, too little to find a person.
    """

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=40, unique=True)
    # As the browser names itself.
    user_agent = models.CharField(max_length=300, blank=True)
    # An IPv4 /24 or an IPv6 /64.
    network = models.CharField(max_length=43, blank=True)
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person_id} from {self.network}"
