"""What the people who run the platform see of labs."""

from __future__ import annotations

from modules.labs.models import LabConnection, LabOrder, LabState
from safelight.kernel.figures import Ailment, Figures
from safelight.kernel.hooks import impl


@impl
def studio_figures() -> Figures:
    """Labs that cannot be used, and orders that a lab would not take or lost."""
    connected = LabConnection.objects.filter(disconnected_at=None)
    found = (
        ("labs.connection", connected.exclude(trouble="").count(), "A lab could not be used."),
        (
            "labs.orders",
            LabOrder.objects.filter(state=LabState.STOPPED).count(),
            "Orders to labs wait for the studio's word.",
        ),
    )
    ailments = tuple(Ailment(code=code, count=n, sentence=words) for code, n, words in found if n)
    return Figures(facts={"labs.connections": connected.count()}, ailments=ailments)
