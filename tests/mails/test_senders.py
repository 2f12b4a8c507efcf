"""ISO-33 and the studio's own sender: From, Reply-To and links are its and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone

from safelight import dns, outbox
from safelight.accounts.models import Person
from safelight.jobs.testing import drain
from safelight.mail_providers import Sending
from safelight.outbox import senders
from safelight.outbox.models import OutgoingMessage, SenderAddress
from safelight.outbox.rendering import UnsafeHeader
from safelight.site.models import SiteSettings
from tenants.context import tenant_context
from tenants.models import Studio
from tests.mails.test_pages import reset

OWN = "hello@nord.example"
RECORDS = {
    "nord.example": ["v=spf1 include:spf.safelight.example ~all", "other=1"],
    "_dmarc.nord.example": ["v=DMARC1; p=none"],
}


@pytest.fixture(autouse=True)
def name_servers(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    settings.MAIL_SENDING = Sending("spf.safelight.example", "safe", "dkim.safelight.example")
    records = dict(RECORDS)
    monkeypatch.setattr(dns, "texts", lambda name: records.get(name, []))
    monkeypatch.setattr(dns, "alias", lambda name: "".join(records.get(name, [])[:1]))
    return records


def prove() -> SenderAddress:
    at = timezone.now()
    with transaction.atomic():
        senders.ask(email=OWN, at=at)
    letter = OutgoingMessage.objects.get(template="sender_proof")
    found = re.search(r"/mails/sender/([^/]+)/", letter.text_body)
    assert found
    return senders.prove(token=found[1], at=at)


def sent_from(person: Person, key: str) -> str:
    mail.outbox.clear()
    reset(person, key)
    drain()
    return str(next(m for m in mail.outbox if "password" in m.subject).from_email)


def test_it_sends_from_its_own_address_once_that_is_proven_and_its_records_are_right(
    inside_acme: Studio, carla: Person, settings: Any
) -> None:
    assert settings.STUDIO_SENDER in sent_from(carla, "1")
    prove()
    assert settings.STUDIO_SENDER in sent_from(carla, "2")
    senders.check(at=timezone.now())
    assert OWN in sent_from(carla, "3")
    senders.remove()
    assert settings.STUDIO_SENDER in sent_from(carla, "4")


def test_it_stops_when_the_records_go(
    inside_acme: Studio, carla: Person, name_servers: dict[str, list[str]]
) -> None:
    prove()
    name_servers["nord.example"] = []
    name_servers["safe._domainkey.nord.example"] = ["dkim.safelight.example"]
    senders.check(at=timezone.now())
    assert OWN in sent_from(carla, "1")
    name_servers.pop("safe._domainkey.nord.example")
    senders.check(at=timezone.now())
    assert OWN not in sent_from(carla, "2")


@pytest.mark.parametrize(
    ("records", "is_right", "wanted"),
    [
        ([], False, "v=spf1 include:spf.safelight.example ~all"),
        (["v=spf1 mx -all"], False, "v=spf1 include:spf.safelight.example mx -all"),
        (["v=spf1 mx include:SPF.safelight.example -all"], True, ""),
        (["v=spf1 include:spf.safelight.example.evil -all"], False, ""),
        (["v=spf1 include:spf.safelight.example -all", "v=spf1 mx"], False, ""),
    ],
)
def test_it_says_what_to_write_into_spf(
    records: list[str], is_right: bool, wanted: str, name_servers: dict[str, list[str]]
) -> None:
    name_servers["nord.example"] = records
    spf = senders.look("nord.example")[0]
    assert (spf["name"], spf["is_right"]) == ("SPF", is_right)
    assert wanted in spf["wanted"]


def test_it_takes_no_proof_of_another_studio_or_of_an_earlier_address(
    acme: Studio, bolt: Studio
) -> None:
    at = timezone.now()
    with tenant_context(acme), transaction.atomic():
        senders.ask(email=OWN, at=at)
        letter = OutgoingMessage.objects.get(template="sender_proof").text_body
    token = letter.partition("/mails/sender/")[2].partition("/")[0]
    with tenant_context(bolt), transaction.atomic():
        senders.ask(email=OWN, at=at)
        with pytest.raises(senders.WrongProof):
            senders.prove(token=token, at=at)
    with tenant_context(acme), transaction.atomic():
        senders.ask(email="other@nord.example", at=at)
        with pytest.raises(senders.WrongProof):
            senders.prove(token=token, at=at)


def test_it_asks_and_shows_the_records_on_its_page(
    inside_acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    desk, page = browser(inside_acme, alice), "/studio/settings/mails/sender/"
    assert desk.post(page, {"email": OWN}).status_code == 302
    desk.post(f"{page}check/")
    shown = desk.get(page).content.decode()
    assert "safe._domainkey.nord.example" in shown
    assert "Waiting for the link" in shown


def test_iso_33_it_names_only_its_own_studio(acme: Studio, bolt: Studio, settings: Any) -> None:
    whole = {}
    for studio in (acme, bolt):
        with tenant_context(studio):
            SiteSettings.objects.update(
                name=f"Name of {studio.address}", contact_email=f"hi@{studio.address}.example"
            )
            reset(Person.objects.get(email="carla@example.org"), f"k {studio.address}")
    drain()
    for sent in mail.outbox:
        raw = sent.message().as_string() + "".join(sent.message().get("Subject", ""))
        mine = "acme" if "Name of acme" in raw else "bolt"
        other = {"acme": "bolt", "bolt": "acme"}[mine]
        whole[mine] = raw
        assert other not in raw.lower()
        assert sent.reply_to == [f"hi@{mine}.example"]
        hosts = set(re.findall(r"https?://([^/:\s\"<]+)", str(sent.body)))
        assert hosts == {studio_host(mine)}
        assert "safelight" not in raw.lower().replace(settings.STUDIO_SENDER, "")
    assert set(whole) == {"acme", "bolt"}


def studio_host(address: str) -> str:
    return Studio.objects.get(address=address).primary_host()


@pytest.mark.parametrize("name", ["A\r\nBcc: x@evil.example", "A\nX: y", "A\u2028B"])
def test_iso_33_it_refuses_line_breaks_in_names(
    inside_acme: Studio, carla: Person, name: str
) -> None:
    with pytest.raises(UnsafeHeader), transaction.atomic():
        outbox.post(
            key="x", to=carla.email, to_name=name, template="password_reset",
            context={"person": carla, "path": "/"},
        )  # fmt: skip
    SiteSettings.objects.update(name=name)
    with pytest.raises(UnsafeHeader):
        reset(carla)
