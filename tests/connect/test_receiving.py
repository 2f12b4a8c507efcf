"""News from outside: kept once, passed on to whose they are, forgotten after a while."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from safelight.connect import receiving, stripe_events
from safelight.connect.models import ReceivedEvent
from safelight.connect.stripe_events import News
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from tenants.models import Studio

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _receive(**fields: Any) -> bool:
    news = News(
        **{
            "event_id": "evt_1", "kind": "charge.succeeded", "account": "acct_1",
            "livemode": False, "created_at": NOW, "names": {"intent": "pi_1"}, **fields,
        }
    )  # fmt: skip
    return receiving.receive(provider="stripe", news=news, livemode=False, at=NOW)


def _rung() -> list[str]:
    jobs = Job.objects.filter(kind="commerce.hear_of_payment").order_by("pk")
    return [str(job.studio.address) for job in jobs if job.studio]


def _connect(studio: Studio) -> None:
    receiving.connect(studio=studio, provider="stripe", account="acct_1", at=NOW)


def test_it_rings_at_the_studio_of_the_account_and_at_no_other(acme: Studio, bolt: Studio) -> None:
    _connect(acme)
    assert _receive()
    assert _rung() == ["acme"]


def test_iso_34_it_goes_by_the_account_whatever_the_event_says_of_studios(
    acme: Studio, bolt: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    _connect(acme)
    receiving.connect(studio=bolt, provider="stripe", account="acct_2", at=NOW)
    assert receiving.receive(
        provider="stripe", news=_naming(acme, "evt_1", "acct_2"), livemode=False, at=NOW
    )
    assert _rung() == ["bolt"]
    assert receiving.receive(
        provider="stripe", news=_naming(acme, "evt_2", "acct_3"), livemode=False, at=NOW
    )
    assert _rung() == ["bolt"]
    assert ReceivedEvent.objects.get(event_id="evt_2").ignored == "The account is no studio's."
    assert "evt_2" in caplog.text


def _naming(studio: Studio, event_id: str, account: str) -> News:
    """An event of the account whose metadata is the studio's."""
    said = {"studio": str(studio.uuid), "host": studio.primary_host()}
    charge = {"object": "charge", "id": "ch_1", "payment_intent": "pi_1", "metadata": said}
    return stripe_events._news(json.dumps({
        "id": event_id, "type": "charge.succeeded", "account": account, "livemode": False,
        "created": int(NOW.timestamp()), "data": {"object": charge}, "metadata": said,
    }))  # fmt: skip


def test_it_rings_at_both_studios_of_one_photographer(acme: Studio, bolt: Studio) -> None:
    for studio in (acme, bolt, acme):
        _connect(studio)
    _receive()
    assert sorted(_rung()) == ["acme", "bolt"]


def test_it_rings_once_for_an_event_that_comes_again(acme: Studio) -> None:
    _connect(acme)
    assert _receive()
    assert not _receive()
    assert _rung() == ["acme"]


def test_it_rings_for_a_suspended_studio_and_for_none_that_closes(
    acme: Studio, bolt: Studio
) -> None:
    for studio, state in ((acme, Studio.State.SUSPENDED), (bolt, Studio.State.CLOSING)):
        _connect(studio)
        studio.state = state
        studio.save(update_fields=["state"])
    _receive()
    assert _rung() == ["acme"]


def test_it_rings_at_nobody_who_does_not_sell(acme: Studio) -> None:
    _connect(acme)
    acme.switch_off("commerce")
    _receive()
    assert _rung() == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"livemode": True}, "It is about real money."),
        ({"account": "acct_2"}, "The account is no studio's."),
        ({"names": {}}, "Nobody asked for this kind of event."),
    ],
)
def test_it_says_why_it_ignores_an_event(fields: dict[str, Any], why: str, acme: Studio) -> None:
    _connect(acme)
    assert _receive(**fields)
    assert ReceivedEvent.objects.get().ignored == why
    assert _rung() == []


def test_it_forgets_what_nobody_repeats_any_more(acme: Studio) -> None:
    _receive()
    assert receiving.forget_old(at=NOW + timedelta(days=89)) == 0
    assert receiving.forget_old(at=NOW + timedelta(days=91)) == 1


def test_it_ends_quietly_where_nothing_is_known_of_the_payment(acme: Studio) -> None:
    """Stripe is not set up here: there is nobody to ask, and nobody to wait for."""
    _connect(acme)
    _receive(names={"account": "acct_1"})
    drain()
    assert Job.objects.filter(state="parked").count() == 0
