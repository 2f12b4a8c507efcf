"""What a plan is to give, as an editor says it, and what is wrong with that."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from safelight.billing.models import Interval, PlanVersion
from safelight.kernel import registry
from safelight.kernel.errors import Refusal

# Currencies that Stripe counts in the same minor units as everybody else
# (https://docs.stripe.com/currencies): a price of ours is a price there.
CURRENCIES = (
    "AUD", "BRL", "CAD", "CHF", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "INR",
    "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "SEK", "SGD", "USD", "ZAR",
)  # fmt: skip
# Stripe takes no more than eight digits.
MOST = 99_999_999


class TermsRefused(Refusal):
    """A plan cannot be made like this; ``fields`` says what of it."""

    code = "plan_refused"
    status = 422

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, fields={field: [sentence]})


@dataclass(frozen=True, kw_only=True)
class Amount:
    """A price in minor units."""

    currency: str
    interval: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a version of a plan gives and costs; ``None`` is no limit, for ``modules`` each."""

    name: str
    description: str = ""
    trial_days: int = 0
    storage_bytes: int | None = None
    members: int | None = None
    modules: frozenset[str] | None = None
    has_custom_domains: bool = True
    has_white_label: bool = True
    fee_percent: Decimal | None = None
    prices: frozenset[Amount] = frozenset()


def of(version: PlanVersion) -> Terms:
    """What this version gives and costs."""
    prices = version.prices.values_list("currency", "interval", "amount")
    return Terms(
        name=version.name,
        description=version.description,
        trial_days=version.trial_days,
        storage_bytes=version.storage_bytes,
        members=version.members,
        modules=None if version.modules is None else frozenset(version.modules),
        has_custom_domains=version.has_custom_domains,
        has_white_label=version.has_white_label,
        fee_percent=version.fee_percent,
        prices=frozenset(Amount(currency=c, interval=i, amount=a) for c, i, a in prices),
    )


def check(terms: Terms) -> None:
    """Raise ``TermsRefused`` for the first thing that cannot be."""
    if not terms.name.strip():
        raise TermsRefused("name", _("Give the plan a name."))
    if terms.storage_bytes is not None and terms.storage_bytes < 0:
        raise TermsRefused("storage_bytes", _("Storage is counted from zero up."))
    if terms.members is not None and terms.members < 1:
        raise TermsRefused("members", _("A studio has one member at least: its owner."))
    if terms.fee_percent is not None and not 0 <= terms.fee_percent < 100:
        raise TermsRefused("fee_percent", _("The fee is a share from 0 to below 100 percent."))
    _check_modules(terms.modules)
    _check_prices(terms.prices)


def _check_modules(modules: frozenset[str] | None) -> None:
    for name in sorted(modules or ()):
        if name not in registry.module_names():
            sentence = _("There is no module %(name)s.") % {"name": name}
            raise TermsRefused("modules", sentence)
        manifest = registry.module(name)
        missing = [need for need in manifest.requires if need not in (modules or ())]
        if missing:
            titles = ", ".join(str(registry.module(need).title) for need in missing)
            sentence = _("%(module)s needs %(others)s: add that, or leave both out.")
            raise TermsRefused("modules", sentence % {"module": manifest.title, "others": titles})


def _check_prices(prices: frozenset[Amount]) -> None:
    seen = set()
    for price in prices:
        if price.currency not in CURRENCIES:
            sentence = _("Plans cannot be sold in %(currency)s.") % {"currency": price.currency}
            raise TermsRefused("prices", sentence)
        if price.interval not in Interval.values:
            raise TermsRefused("prices", _("A plan is paid by the month or by the year."))
        if not 1 <= price.amount <= MOST:
            raise TermsRefused("prices", _("A price is more than nothing, and has eight digits."))
        if (price.currency, price.interval) in seen:
            raise TermsRefused("prices", _("Say one price for each currency and interval."))
        seen.add((price.currency, price.interval))
