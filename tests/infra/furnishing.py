"""Two studios in a platform that runs; said as JSON. Run it with the platform's environment."""

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
from tests.support import world  # noqa: E402


def main() -> None:
    made: dict[str, dict[str, str]] = {}
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
    resolve.forget_all()
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
