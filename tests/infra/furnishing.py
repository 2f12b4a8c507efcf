"""Two studios in a platform that runs; said as JSON. Run it with the platform's environment.

With the argument ``things`` there is one of everything in each, and what names it in an address.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.db import transaction  # noqa: E402 - models can be imported only now
from django.utils import timezone  # noqa: E402

from modules.gallery.models import Authorization, Batch, Gallery  # noqa: E402
from safelight.accounts.models import ApiToken, Person  # noqa: E402
from tenants import resolve  # noqa: E402
from tenants.context import tenant_context  # noqa: E402
from tenants.models import Domain, Studio  # noqa: E402
from tests.support import world  # noqa: E402

#: A host of bolt's own, beside its address.
CUSTOM = "photos.example"


def main() -> None:
    made = things_of_each() if "things" in sys.argv else studios()
    resolve.forget_all()
    json.dump(made, sys.stdout)


def studios() -> dict[str, dict[str, str]]:
    made = {}
    for address in ("acme", "bolt"):
        studio = world.build_studio(address)
        with tenant_context(studio), transaction.atomic():
            at = timezone.now()
            owner = Person.objects.filter(member__role__is_owner=True).get()
            _token, secret = ApiToken.issue(owner, name="Test")
            gallery = Gallery.objects.create(title=f"Open {address}", published_at=at)
            Authorization.objects.create(gallery=gallery, enter=True, lowres=True, originals="all")
            batch = Batch.objects.create(gallery=gallery, made_by=owner, made_at=at, state="FINAL")
            made[address] = {
                "token": secret, "gallery": gallery.public_id, "batch": batch.public_id,
            }  # fmt: skip
    Domain.objects.create(domain=CUSTOM, tenant=studio, kind=Domain.Kind.CUSTOM, is_primary=False)
    return made


def things_of_each() -> dict[str, dict[str, str]]:
    # Of the tests of routes, which the rest of this does without.
    from tests.routes import things

    with transaction.atomic():
        return {
            str(each.address): things.make(each) for each in Studio.objects.exclude(address=None)
        }


if __name__ == "__main__":
    main()
