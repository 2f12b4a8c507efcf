"""Plans as pages show them: what a studio has and uses, and what is offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safelight.accounts.models import Member
from safelight.billing.models import Interval, Invoice, Plan, PlanVersion, Price, Subscription
from safelight.billing.services import standing
from safelight.kernel import registry
from safelight.uploads import room
from safelight.web import sizes
from tenants import limits
from tenants.context import public_context, tenant_context
from tenants.limits import Limits
from tenants.models import Studio


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One plan beside the others. ``price`` is None where it is not sold in this way."""

    version: PlanVersion
    price: Price | None
    # What a year costs less than twelve months, in percent.
    saves: int
    facts: tuple[str, ...]
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Offers:
    """What is offered, paid ``per`` month or year in ``currency``, and which others there are."""

    rows: tuple[Offer, ...]
    per: str
    currency: str
    currencies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the studio stands on; ``subscription`` is None where nobody sold it anything."""

    subscription: Subscription | None
    limits: Limits
    use: room.Use
    members: int
    invoices: tuple[Invoice, ...]

    @property
    def member_percent(self) -> int:
        return min(100, 100 * self.members // self.limits.members) if self.limits.members else 0


def shown(studio: Studio) -> Shown:
    """What the studio has and uses."""
    with tenant_context(studio):
        use, members = room.use(), Member.objects.count()
    with public_context():
        return Shown(
            subscription=standing.of(studio),
            limits=limits.of(studio),
            use=use,
            members=members,
            invoices=tuple(Invoice.objects.filter(studio=studio.pk)[:24]),
        )


def offers(*, per: str, wanted: str, subscription: Subscription | None = None) -> Offers:
    """Plans that owners may choose; ``wanted`` is a currency, where there are prices in it.

    Whoever pays goes on in their currency.
    """
    per = per if per in Interval.values else Interval.MONTH.value
    with public_context():
        plans = Plan.objects.filter(is_offered=True).prefetch_related(
            "versions__prices__version__plan"
        )
        versions = [max(plan.versions.all(), key=lambda each: each.number) for plan in plans]
        found = sorted({price.currency for v in versions for price in v.prices.all()})
        asked = subscription.currency if subscription and subscription.currency else wanted
        currency = asked if asked in found else (found or [""])[0]
        rows = tuple(_offer(each, per, currency, subscription) for each in versions)
    fixed = bool(subscription and subscription.is_paid_for)
    return Offers(rows=rows, per=per, currency=currency, currencies=() if fixed else tuple(found))


def price_on_offer(name: str) -> Price | None:
    """The price of this name (``Price.name``) that owners may choose now: of a newest version."""
    code, _dash, rest = name.rpartition("-")[0].rpartition("-")
    with public_context():
        plan = Plan.objects.filter(code=code, is_offered=True).first()
        if plan is None:
            return None
        rows = plan.current().prices.select_related("version__plan")
        return rows.filter(interval=rest, currency=name.rpartition("-")[2].upper()).first()


def facts(version: PlanVersion) -> Iterator[str]:
    """What the version gives, a short line each."""
    if version.storage_bytes is None:
        yield _("Storage without a limit")
    else:
        yield _("%(size)s of storage") % {"size": sizes.say(version.storage_bytes)}
    if version.members is None:
        yield _("Any number of members")
    else:
        yield ngettext(
            "%(count)d member of the team", "%(count)d members of the team", version.members
        ) % {"count": version.members}
    for manifest in registry.manifests():
        if version.modules is None or manifest.name in version.modules:
            yield str(manifest.title)
    if version.has_custom_domains:
        yield _("A domain of your own")
    if version.has_white_label:
        yield _("Your name alone, nowhere ours")


def _offer(
    version: PlanVersion, per: str, currency: str, subscription: Subscription | None
) -> Offer:
    prices = {p.interval: p for p in version.prices.all() if p.currency == currency}
    month, year = prices.get(Interval.MONTH.value), prices.get(Interval.YEAR.value)
    saves = 0
    if month and year:
        saves = max(0, round(100 - 100 * year.amount / (12 * month.amount)))
    is_current = (
        subscription is not None
        and subscription.is_paid_for
        and subscription.version_id == version.pk
        and subscription.interval == per
    )
    return Offer(
        version=version, price=prices.get(per), saves=saves, facts=tuple(facts(version)),
        is_current=is_current,
    )  # fmt: skip
