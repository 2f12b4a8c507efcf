"""Which providers there are, and which of them this studio's clients may pay by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from modules.commerce.models import PaymentConnection
from modules.commerce.models import Provider as Code
from modules.commerce.payments.provider import Provider
from modules.commerce.payments.stripe import StripeProvider
from modules.commerce.payments.test import TestProvider

# In the order in which they are offered.
_PROVIDERS: dict[str, Provider] = {Code.STRIPE: StripeProvider(), Code.TEST: TestProvider()}
_BUTTONS = {Code.STRIPE: _("Pay now"), Code.TEST: _("Pay (test)")}


@dataclass(frozen=True, kw_only=True)
class Available:
    """A way to pay that can be offered now; ``button`` is what its button says."""

    code: str
    button: str | Promise
    connection: PaymentConnection
    provider: Provider


def of(code: str) -> Provider:
    """The provider of a payment that is not ``offline``."""
    return _PROVIDERS[code]


def available(at: datetime) -> list[Available]:
    """What a client may pay by; nothing where the studio has connected nothing that works."""
    rows = PaymentConnection.objects.filter(disconnected_at=None, ready=True, connected_at__lte=at)
    by_code = {row.provider: row for row in rows}
    return [
        Available(
            code=code, button=_BUTTONS[Code(code)], connection=by_code[code], provider=provider
        )
        for code, provider in _PROVIDERS.items()
        if code in by_code and provider.is_configured(by_code[code])
    ]
