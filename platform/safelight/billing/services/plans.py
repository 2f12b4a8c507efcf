"""The plans that are sold: made, changed by a new version, ordered, retired, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from safelight.billing.models import Plan, PlanVersion, Price, Subscription
from safelight.billing.services import terms as terms_of
from safelight.billing.services.terms import Terms, TermsRefused
from safelight.kernel.errors import Refusal

TRIAL = "trial"


class NothingToSell(Refusal):
    """Owners cannot choose what has no price."""

    code = "plan_without_price"
    status = 422


class TrialStays(Refusal):
    """New studios begin with it."""

    code = "trial_plan_stays"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A plan as its editor sees it: ``on_current`` and ``on_older`` count studios."""

    plan: Plan
    version: PlanVersion
    prices: tuple[Price, ...]
    on_current: int
    on_older: int


def make(*, code: str, terms: Terms, is_offered: bool = False, at: datetime) -> Plan:
    """A new plan, last in the order. Raises ``TermsRefused`` and ``NothingToSell``."""
    terms_of.check(terms)
    _refuse_without_price(terms, is_offered)
    try:
        with transaction.atomic():  # A plan has a version, always.
            last = Plan.objects.aggregate(last=Max("position"))["last"]
            plan = Plan.objects.create(
                code=code, position=0 if last is None else last + 1, is_offered=is_offered
            )
            _write(plan, 1, terms, at)
    except IntegrityError:
        raise TermsRefused("code", _("There is a plan with this code already.")) from None
    return plan


def change(*, plan: Plan, terms: Terms, at: datetime) -> PlanVersion:
    """Sell the plan like this from now on; a new version where anything differs.

    Studios that have an older version keep it, and pay what they paid, until they are moved
    (``giving.bring_up``) or choose the plan anew.
    """
    terms_of.check(terms)
    with transaction.atomic():  # Two editors at once make two versions, one after the other.
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        _refuse_without_price(terms, locked.is_offered)
        last = locked.current()
        if terms_of.of(last) == terms:
            return last
        return _write(locked, last.number + 1, terms, at)


def offer(*, plan: Plan, is_offered: bool) -> None:
    """Let owners choose it, or no more. Raises ``NothingToSell``."""
    with transaction.atomic():  # What is offered has a price at that moment.
        locked = Plan.objects.select_for_update().get(pk=plan.pk)
        _refuse_without_price(terms_of.of(locked.current()), is_offered)
        locked.bring_back(is_offered=is_offered)


def retire(*, plan: Plan, at: datetime) -> None:
    """Sell it no more; whoever has it keeps it. Raises ``TrialStays`` for the plan of sign-up."""
    if plan.code == TRIAL:
        raise TrialStays(_("New studios begin with this plan: change it instead."))
    plan.retire(at=at)


def order(*, codes: Sequence[str]) -> None:
    """Show plans in this order; those that are not named come after, as they were."""
    with transaction.atomic():  # One order at a time.
        plans = {plan.code: plan for plan in Plan.objects.select_for_update().order_by("position")}
        named = [plans.pop(code) for code in codes if code in plans]
        for position, plan in enumerate([*named, *plans.values()]):
            plan.position = position
            plan.save(update_fields=["position"])


def listing(*, retired: bool = False) -> list[Listed]:
    """Every plan with how many studios stand on it, in the order of the pages."""
    counts = _counts()
    found = []
    for plan in Plan.objects.filter(retired_at__isnull=not retired).prefetch_related(
        "versions__prices"
    ):
        version = max(plan.versions.all(), key=lambda each: each.number)
        here = {each.pk: counts.get(each.pk, 0) for each in plan.versions.all()}
        current = here.pop(version.pk)
        found.append(
            Listed(
                plan=plan, version=version, prices=tuple(version.prices.all()),
                on_current=current, on_older=sum(here.values()),
            )
        )  # fmt: skip
    return found


def _counts() -> dict[int, int]:
    live = Subscription.objects.filter(~Q(state=Subscription.State.ENDED))
    return dict(live.values_list("version").annotate(n=Count("pk")))


def _write(plan: Plan, number: int, terms: Terms, at: datetime) -> PlanVersion:
    version = PlanVersion.objects.create(
        plan=plan, number=number, name=terms.name.strip(), description=terms.description.strip(),
        trial_days=terms.trial_days, storage_bytes=terms.storage_bytes, members=terms.members,
        modules=None if terms.modules is None else sorted(terms.modules),
        has_custom_domains=terms.has_custom_domains, has_white_label=terms.has_white_label,
        fee_percent=terms.fee_percent, made_at=at,
    )  # fmt: skip
    Price.objects.bulk_create(
        Price(version=version, currency=p.currency, interval=p.interval, amount=p.amount)
        for p in sorted(terms.prices, key=lambda p: (p.currency, p.interval))
    )
    return version


def _refuse_without_price(terms: Terms, is_offered: bool) -> None:
    if is_offered and not terms.prices:
        raise NothingToSell(_("Set a price before owners may choose this plan."))
