"""Giving clients their data."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safelight.accounts.models import Client, Person
from safelight.audit.models import AuditEntry
from safelight.jobs.testing import drain
from safelight.kernel import takeouts
from safelight.kernel.privacy import Subject
from safelight.outbox.models import OutgoingMessage
from safelight.privacy import (
    erasing,
    gathering,
    headings,
    packets,
    reading,
    subjects,
    wishes,
)
from safelight.privacy.models import Packet, Wish
from safelight.storage import objects
from tenants.context import tenant_context
from tenants.models import Studio
from tests.gallery import plane
from tests.privacy import clients

Open = Callable[..., Browser]


def made(acme: Studio) -> Packet:
    with tenant_context(acme):
        client = clients.make()
        wishes.ask(client=client, kind=Wish.Kind.DATA, at=timezone.now())
        packet = packets.begin(client=client, at=timezone.now())
    drain(allow_failures=True)
    with tenant_context(acme):
        return Packet.objects.select_related("client__person").get(pk=packet.pk)


def test_it_has_all_about_them_to_read_and_for_programs(
    acme: Studio, alice: Person, browser: Open
) -> None:
    packet = made(acme)
    with tenant_context(acme):
        page = f"/studio/privacy/clients/{packet.client.public_id}/download/"
    got = plane.fetch(browser(acme, alice), page)
    with tenant_context(acme):
        noted = AuditEntry.objects.get(verb="privacy.packet_fetched")
    assert (noted.actor_name, noted.subject_name) == (alice.name, clients.NAME)
    with zipfile.ZipFile(io.BytesIO(got.body)) as file:
        data = json.loads(file.read("data.json"))
        index = file.read("index.html").decode()
    assert data["accounts.Person"][0]["email"] == clients.EMAIL
    assert {"commerce.Order", "gallery.Pick", "bookings.Booking", "gallery.AccessEntry"} <= set(
        data
    )
    assert "password" not in data["accounts.Person"][0]
    assert clients.NAME in index
    row = data["gallery.AccessEntry"][0]
    assert isinstance(row["gallery"], int), "programs follow ids"
    assert {"True", "False"}.isdisjoint(index.replace("<", ">").split(">")), "people read words"


def test_it_settles_what_they_asked(acme: Studio) -> None:
    made(acme)
    with tenant_context(acme):
        assert Wish.objects.get().settled_at is not None


def test_it_makes_one_at_a_time_whoever_asks_at_once(acme: Studio) -> None:
    with tenant_context(acme):
        client = clients.make()
        with CaptureQueriesContext(connection) as asked:
            packets.begin(client=client, at=timezone.now())
    first = next(each["sql"] for each in asked if 'FROM "' in each["sql"])
    assert "accounts_client" in first
    assert first.endswith("FOR UPDATE")


def test_it_shows_the_latest_of_many_and_how_many_more_there_are(acme: Studio) -> None:
    with tenant_context(acme):
        client = clients.make()
        for _number in range(3):
            wish = Wish.objects.create(
                client=client, kind="data", asked_at=timezone.now(), due_at=timezone.now(),
                settled_at=timezone.now(),
            )  # fmt: skip
        (section,) = [
            each for each in packets.sections(subjects.of(client), most=2)
            if each["table"] == "privacy.Wish"
        ]  # fmt: skip
    assert (len(section["rows"]), section["more"]) == (2, 1)
    assert section["rows"][-1]["public_id"] == wish.public_id


def test_it_is_settled_when_it_was_settled_first(acme: Studio) -> None:
    with tenant_context(acme):
        wish = wishes.ask(client=clients.make(), kind=Wish.Kind.DATA, at=timezone.now())
        first = timezone.now()
        wishes.settle(wish=Wish.objects.get(), at=first)
        wishes.settle(wish=wish, at=first + timedelta(days=1))
        assert Wish.objects.get().settled_at == first


def test_it_calls_every_column_by_words() -> None:
    held = {each.model for _label, privacy in gathering.answers() for each in privacy.held}
    sheets = [sheet for sheet in takeouts.sheets() if sheet.model._meta.label in held]
    shown = {column.name for sheet in sheets for column in reading.columns(sheet)}
    assert len(sheets) == len(held)
    assert shown == set(headings.WORDS)


def test_it_has_nothing_of_another_client(acme: Studio, carla: Person) -> None:
    packet = made(acme)
    with tenant_context(acme):
        found = json.dumps(packets.sections(subjects.of(packet.client)), default=str)
    assert carla.email not in found


def test_it_leaves_nothing_of_a_client_who_is_forgotten_while_it_is_made(
    acme: Studio, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, later = packets._archive, timezone.now() + timedelta(minutes=1)

    def forgotten(subject: Subject, at: datetime) -> bytes:
        data = make(subject, at)
        client = Client.objects.get(person__email=clients.EMAIL)
        erasing.erase(client=client, typed=clients.EMAIL, by=alice.member, at=at)
        return data

    monkeypatch.setattr(packets, "_archive", forgotten)
    with tenant_context(acme):
        packets.begin(client=clients.make(), at=timezone.now())
        before = set(objects.from_environment().objects_before(acme.uuid, later))
    drain(allow_failures=True)
    with tenant_context(acme):
        assert set(objects.from_environment().objects_before(acme.uuid, later)) <= before
        assert not OutgoingMessage.objects.filter(to_email=clients.EMAIL).exists()


def test_it_lets_a_client_ask_and_tells_the_team_by_when(
    acme: Studio, alice: Person, carla: Person, browser: Open
) -> None:
    browser(acme, carla).post("/account/privacy/erasure/")
    browser(acme, carla).post("/account/privacy/erasure/")
    with tenant_context(acme):
        wish = Wish.objects.get()
    assert (wish.due_at - wish.asked_at).days == 30
    assert "asks to be forgotten" in browser(acme, alice).get("/studio/").content.decode()
