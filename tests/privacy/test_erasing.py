"""Forgetting a client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.utils import timezone

from modules.commerce.models import Order
from modules.gallery.models import Pick
from safelight.accounts.models import Client, Person
from safelight.audit.models import AuditEntry
from safelight.kernel.privacy import Privacy
from safelight.privacy import erasing, gathering
from safelight.privacy.models import Erasure
from tenants.context import tenant_context
from tenants.models import Studio
from tests.privacy import clients, scanning

pytestmark = pytest.mark.usefixtures("inside_acme")


def forget(client: Client, alice: Person) -> Erasure:
    return erasing.erase(client=client, typed=clients.EMAIL, by=alice.member, at=timezone.now())


def documents() -> set[str]:
    """Columns that may hold a name still, as the modules declare."""
    said: list[Privacy] = [privacy for _label, privacy in gathering.answers()]
    return {name.lower().replace(".", "_", 1) for each in said for name in each.documents}


def test_it_leaves_neither_address_nor_name_in_any_table_but_documents(alice: Person) -> None:
    client = clients.make()
    clients.mail()
    clients.digest(alice.member)
    assert len(set(scanning.places(clients.EMAIL)) | set(scanning.places(clients.NAME))) > 12
    forget(client, alice)
    left = {*scanning.places(clients.EMAIL), *scanning.places(clients.NAME)}
    assert {place for place in left if place not in documents()} == set()
    assert left == {"commerce_document.data"}
    assert list(scanning.places("old.zebra@")) == []


def test_it_keeps_the_order_the_country_and_the_count_of_picks(alice: Person) -> None:
    forget(clients.make(), alice)
    order = Order.objects.get(number=12)
    assert order.billing_address == {"country": "CH"}
    assert order.name.startswith("Erased client")
    assert Pick.objects.count() == 1


def test_it_writes_down_a_digest_that_proves_the_address_and_names_nobody(alice: Person) -> None:
    made = forget(clients.make(), alice)
    assert made.digest == erasing.digest(" Zebra@Canary.example ")
    entry = AuditEntry.objects.get(verb="privacy.erased")
    assert entry.details == {"digest": made.digest}


def test_it_waits_for_what_is_not_paid(alice: Person) -> None:
    client = clients.make(payment="unpaid")
    with pytest.raises(erasing.MustWait, match="Order 12 is not paid"):
        forget(client, alice)
    assert Person.objects.filter(email=clients.EMAIL).exists()


def test_it_refuses_one_of_the_team(alice: Person) -> None:
    client = Client.objects.create(person=alice)
    assert "one of the team" in " ".join(erasing.outlook(client=client, at=timezone.now()).waits)


def test_it_is_confirmed_by_the_address_typed(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    with tenant_context(acme):
        client = clients.make()
    opened, page = browser(acme, alice), f"/studio/privacy/clients/{client.public_id}/"
    assert "Write zebra@canary.example to confirm" in opened.get(page).content.decode()
    opened.post(f"{page}erasure/", {"typed": "zebra"})
    assert Client.objects.filter(pk=client.pk).exists()
    opened.post(f"{page}erasure/", {"typed": clients.EMAIL})
    assert not Client.objects.filter(pk=client.pk).exists()


def test_it_says_of_every_module_what_is_held() -> None:
    labels = {label for label, _privacy in gathering.answers()}
    assert {"gallery", "commerce", "labs", "agency", "bookings", "accounts", "outbox"} <= labels
