"""How a host is shown to be a studio's, and stops being it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safelight.audit.models import AuditEntry
from safelight.domains.models import Claim
from safelight.domains.services import claiming, proving, routing
from safelight.domains.tasks import look_around
from safelight.jobs.models import Job
from safelight.jobs.testing import drain
from safelight.outbox.models import OutgoingMessage
from tenants import limits
from tenants.context import tenant_context
from tenants.models import Domain, Studio
from tests.domains.name_server import NameServer
from tests.domains.seeing import AT, HOST, TARGET, judge, seen

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def routed(host: str = HOST) -> bool:
    return Domain.objects.filter(domain=host).exists()


def test_it_is_routed_only_once_the_record_is_there(inside_acme: Studio, names: NameServer) -> None:
    claim = claiming.claim(host=HOST.upper(), at=timezone.now())
    drain()
    assert not routed()
    names.records[claim.challenge_name, "TXT"] = ["spf or so", claim.token]
    names.records[HOST, "CNAME"] = ["localhost"]
    claiming.ask_for_check(claim)
    drain()
    claim.refresh_from_db()
    assert (claim.is_proven, claim.points_here, routed()) == (True, True, True)
    assert (claim.seen_alias, claim.seen_addresses) == ("localhost", TARGET)
    verbs = AuditEntry.objects.filter(subject_id=claim.public_id).values_list("verb", flat=True)
    assert set(verbs) == {"domains.claimed", "domains.proven"}


def test_it_lets_go_of_a_host_under_the_lock_of_whoever_proves_it(proven: Claim) -> None:
    with CaptureQueriesContext(connection) as asked:
        claiming.release(claim=proven)
    changing = [each["sql"] for each in asked if not each["sql"].startswith("SAVEPOINT")]
    assert changing[0].endswith("FOR UPDATE")
    claiming.release(claim=proven)
    assert AuditEntry.objects.filter(verb="domains.released").count() == 1
    assert not routed()


def test_it_asks_again_ever_more_slowly_and_gives_up_after_a_week(inside_acme: Studio) -> None:
    claim, at, pauses = claiming.claim(host=HOST, at=AT), AT, []
    while (then := judge(claim, seen(claim, record=False), at=at).next_check_at) is not None:
        pauses.append(then - at)
        at = then
    assert pauses[:8] == [timedelta(minutes=m) for m in (1, 2, 4, 8, 16, 32, 60, 60)]
    assert claim.state == Claim.State.GIVEN_UP
    assert timedelta(0) <= at - claim.gives_up_at < HOUR


def test_it_enqueues_what_is_due_and_nothing_else(inside_acme: Studio) -> None:
    due = claiming.claim(host=HOST, at=AT)
    later = claiming.claim(host=f"later.{HOST}", at=AT)
    Claim.objects.filter(pk=later.pk).update(next_check_at="2999-01-01T00:00Z")
    Job.objects.all().delete()
    look_around()
    assert Job.objects.get(kind=claiming.CHECK).payload == {"claim_id": due.pk}


def test_iso_24_it_takes_no_record_of_an_earlier_attempt(proven: Claim) -> None:
    old = proven.token
    claiming.release(claim=proven)
    anew = claiming.claim(host=HOST, at=AT)
    assert anew.token != old
    judge(anew, proving.Seen(token=anew.token, texts=[old], addresses=TARGET, target=TARGET))
    assert (anew.is_waiting, routed()) == (True, False)


def test_iso_24_it_draws_nothing_from_what_an_earlier_attempt_saw(inside_acme: Studio) -> None:
    claim = claiming.claim(host=HOST, at=AT)
    before = seen(claim)
    judge(claim, seen(claim, record=False), at=AT + 8 * DAY)
    claiming.begin_again(claim=claim, at=AT + 9 * DAY)
    assert proving.judge(claim_id=claim.pk, seen=before, at=AT + 9 * DAY) is None
    assert (claim.is_waiting, routed()) == (True, False)


def test_iso_24_it_refuses_a_host_that_leads_to_another_studio(proven: Claim, bolt: Studio) -> None:
    with tenant_context(bolt), pytest.raises(claiming.Taken) as refusal:
        claiming.claim(host=HOST, at=AT)
    assert "acme" not in refusal.value.sentence.lower()


def test_iso_24_it_gives_a_host_that_two_claim_to_whoever_proves_it(
    inside_acme: Studio, bolt: Studio
) -> None:
    ours = claiming.claim(host=HOST, at=AT)
    with tenant_context(bolt):
        theirs = claiming.claim(host=HOST, at=AT)
        judge(theirs, seen(theirs))
    assert Domain.objects.get(domain=HOST).tenant == bolt
    # Even with both records in place the first one keeps it.
    assert judge(ours, seen(ours)).state == Claim.State.GIVEN_UP
    assert Domain.objects.get(domain=HOST).tenant == bolt


def test_it_warns_on_the_first_day_without_the_record_and_ends_on_the_third(proven: Claim) -> None:
    routing.make_primary(claim=proven)
    gone = seen(proven, record=False)
    judge(proven, gone, at=AT + DAY)
    assert [mail.template for mail in OutgoingMessage.objects.all()] == ["domain_proof_gone"]
    for hours in (25, 26, 48, 71):
        assert judge(proven, gone, at=AT + hours * HOUR).is_proven
    judge(proven, gone, at=AT + 3 * DAY)
    assert (proven.state, routed()) == (Claim.State.LOST, False)
    assert set(OutgoingMessage.objects.values_list("template", flat=True)) == {
        "domain_proof_gone", "domain_lost",
    }  # fmt: skip
    assert proven.studio.primary_host() == "acme.localhost"


def test_it_starts_to_count_anew_when_the_record_was_back(proven: Claim) -> None:
    gone = seen(proven, record=False)
    judge(proven, gone, at=AT + DAY)
    judge(proven, seen(proven), at=AT + 2 * DAY)
    judge(proven, gone, at=AT + 3 * DAY)
    assert judge(proven, gone, at=AT + 4 * DAY).is_proven


def test_it_takes_silence_for_nothing(proven: Claim, names: NameServer) -> None:
    names.silent.add(proven.challenge_name)
    what = proving.look(proven)
    assert what.silent
    for days in range(1, 9):
        judge(proven, what, at=AT + days * DAY)
    assert (proven.is_proven, proven.name_servers_silent, routed()) == (True, True, True)
    assert not OutgoingMessage.objects.exists()


def test_it_refuses_one_where_the_plan_has_none(inside_acme: Studio) -> None:
    limits.write(inside_acme, limits.Limits(has_custom_domains=False))
    with pytest.raises(claiming.NotInThePlan):
        claiming.claim(host=HOST, at=AT)


def test_it_refuses_the_same_one_twice(inside_acme: Studio) -> None:
    claiming.claim(host=HOST, at=AT)
    with pytest.raises(claiming.ClaimedAlready):
        claiming.claim(host=HOST, at=AT)
