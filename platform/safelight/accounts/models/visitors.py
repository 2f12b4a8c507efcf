"""Visitors: whoever looks at the site, so that what they pick is theirs, signed in or not."""

from __future__ import annotations

from django.db import models

from safelight.accounts.models.people import Person
from safelight.kernel import public_id
from tenants.rows import StudioRow


class Visitor(StudioRow):
    """One browser of somebody unknown, or all browsers of a person who signed in."""

    public_id = models.CharField(max_length=22, unique=True, default=public_id.new)
    person = models.OneToOneField(
        Person, null=True, on_delete=models.CASCADE, related_name="visitor"
    )
    # What somebody who is not signed in calls themselves, when they comment or order.
    name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person or self.name or self.public_id)
