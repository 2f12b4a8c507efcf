"""What the clock brings: warnings, ends, closed doors, modules that go off, storage that fills."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safelight.billing.models import ModuleEnding, Plan, Subscription
from safelight.billing.services import endings, filling, giving
from safelight.outbox.models import OutgoingMessage
from safelight.uploads import room
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Studio
from tests.billing.conftest import NOON
from tests.gallery.factories import make_photo, make_version

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _subjects(studio: Studio) -> list[str]:
    with tenant_context(studio):
        return list(OutgoingMessage.objects.order_by("pk").values_list("subject", flat=True))


def _state(studio: Studio) -> tuple[str, str]:
    found = Studio.objects.get(pk=studio.pk)
    return found.state, found.suspended_for


def test_it_warns_of_a_trials_end_twice_and_then_closes_the_studio(
    acme: Studio, trying: Subscription
) -> None:
    for day in (6, 7, 7.1, 10, 11, 12, 13):
        assert endings.come_round(at=NOON + day * DAY) == 0
    name = acme.name
    assert _subjects(acme) == [
        f"{name}: your trial ends in 7 days", f"{name}: your trial ends in 3 days"
    ]  # fmt: skip
    assert endings.come_round(at=NOON + 14 * DAY) == 1
    assert endings.come_round(at=NOON + 15 * DAY) == 0
    assert _state(acme) == ("suspended", "trial_ended")
    assert _subjects(acme)[2:] == [f"{name} is closed until you choose a plan"]


def test_it_leaves_a_plan_alone_that_was_given_for_good(acme: Studio, starter: Plan) -> None:
    giving.give_plan(studio=acme, plan=starter, until=None, by="Olga", reason="Friend", at=NOON)
    assert endings.come_round(at=NOON + 1000 * DAY) == 0
    assert _state(acme)[0] == "ready"


def test_it_reminds_of_what_is_unpaid_and_closes_after_two_weeks(
    acme: Studio, trying: Subscription
) -> None:
    Subscription.objects.update(state="past_due", ends_at=None, unpaid_since=NOON)
    for hours in range(0, 14 * 24, 12):
        assert endings.come_round(at=NOON + timedelta(hours=hours)) == 0
    assert len(_subjects(acme)) == 3
    assert endings.come_round(at=NOON + 14 * DAY) == 1
    assert endings.come_round(at=NOON + 15 * DAY) == 0
    assert _state(acme) == ("suspended", "unpaid")
    assert len(_subjects(acme)) == 4


def test_it_switches_modules_off_a_week_after_the_plan_lost_them(
    acme: Studio, starter: Plan
) -> None:
    giving.give_plan(studio=acme, plan=starter, until=None, by="Olga", reason="Friend", at=NOON)
    endings.come_round(at=NOON + 6 * DAY)
    assert "agency" in acme.switched_on()
    endings.come_round(at=NOON + 7 * DAY)
    assert acme.switched_on() == {"gallery", "commerce"}
    assert not ModuleEnding.objects.exists()


def test_it_tells_owners_once_at_80_and_once_at_95_percent(
    inside_acme: Studio, trying: Subscription
) -> None:
    photo, more = make_photo(), room.use().kept
    limits.write(inside_acme, limits.Limits(storage=1000 * more))
    told = []
    for kept in (700, 120, 1, 140, 0):
        make_version(photo=photo, bytes=kept * more)
        told.append(filling.watch(studio=inside_acme))
    assert told == [0, 80, 0, 95, 0]
    assert [subject.partition(": ")[2] for subject in _subjects(inside_acme)] == [
        "82 % of your storage is used", "96 % of your storage is used"
    ]  # fmt: skip
