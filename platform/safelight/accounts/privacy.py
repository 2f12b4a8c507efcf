"""What accounts hold of a client. Their person is deleted by whoever forgets them, at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import Member
from safelight.kernel.privacy import Held, Privacy, Subject


def waits(subject: Subject, at: datetime) -> Iterator[str]:
    if Member.objects.filter(person=subject.person_id).exists():
        yield _now("They are one of the team: take them out of it first.")


PRIVACY = Privacy(
    held=(
        Held(model="accounts.Person", title=_("You"), person="pk"),
        Held(model="accounts.Client", title=_("What the studio noted"), client="pk"),
        Held(model="accounts.ClientGroup", title=_("Groups"), client="clients"),
        Held(model="accounts.Visitor", title=_("As a visitor of the site"), visitor="pk"),
        Held(model="accounts.PersonSession", title=_("Sessions"), person="person"),
    ),
    waits=waits,
    goes=(_("Their account, e-mail address, password and sessions, and your notes about them"),),
)
