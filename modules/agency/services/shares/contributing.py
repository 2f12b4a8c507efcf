"""Contributors: whose work is sold, and how they are paid."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from modules.agency.models import Contributor
from safelight.accounts.models import Person
from safelight.kernel.errors import Refusal


class ContributorExists(Refusal):
    code = "contributor_exists"
    status = 400


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a contributor's form says."""

    name: str
    email: str = ""
    payee: str = ""
    account: str = ""


def save(*, contributor: Contributor | None, details: Details) -> Contributor:
    """Make or change one; who has an account at the studio with their address signs in as them.

    What was sold and told before keeps the name that it had. Raises ``ContributorExists``.
    """
    said = asdict(details) | {"email": details.email.strip().lower()}
    person = Person.objects.filter(email=said["email"]).first() if said["email"] else None
    row = contributor or Contributor()
    for name, value in (said | {"person": person}).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():  # The refused row must not end the caller's transaction.
            row.save(update_fields=[*said, "person"] if contributor else None)
    except IntegrityError:
        sentence = _("There is a contributor with this address.")
        raise ContributorExists(sentence, fields={"email": [sentence]}) from None
    return row


def archive(*, contributor: Contributor, at: datetime) -> None:
    """Offer them nowhere; what they are owed stays, and their page too."""
    contributor.archived_at = at
    contributor.save(update_fields=["archived_at"])


def reopen(*, contributor: Contributor) -> None:
    contributor.archived_at = None
    contributor.save(update_fields=["archived_at"])
