"""What the people who run the platform see of selling."""

from __future__ import annotations

from modules.commerce.models import Order, PaymentConnection
from safelight.kernel.figures import Ailment, Figures
from safelight.kernel.hooks import impl


@impl
def studio_figures() -> Figures:
    """Orders; and accounts of payment providers that take no payments."""
    waiting = PaymentConnection.objects.filter(disconnected_at=None, ready=False).count()
    ailments: tuple[Ailment, ...] = ()
    if waiting:
        ailments = (
            Ailment(
                code="commerce.payments", count=waiting,
                sentence="Its account at the payment provider takes no payments.",
            ),
        )  # fmt: skip
    return Figures(facts={"commerce.orders": Order.objects.count()}, ailments=ailments)
