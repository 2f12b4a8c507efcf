"""The mail about orders to labs: to the studio, never to its clients. Keys are unique."""

from __future__ import annotations

import hashlib

from django.urls import reverse

from modules.commerce.models import Order
from modules.labs.models import LabOrder
from safelight.mails import team


def problem(lab_order: LabOrder) -> None:
    """Why a lab order needs a person: once for each problem of each attempt."""
    said = f"{lab_order.edition}|{lab_order.problem}"
    digest = hashlib.sha256(said.encode()).hexdigest()[:20]
    orders = Order.objects.filter(items__lab_pieces__lab_order=lab_order).distinct()
    team.tell(
        key=f"labs.problem:{lab_order.public_id}:{digest}",
        template="labs_problem",
        context={
            "lab_order": lab_order,
            "lab": lab_order.connection.name,
            "orders": list(orders.order_by("number")),
            "path": reverse("labs_workspace:order", args=[lab_order.public_id]),
        },
        related=("lab_order", lab_order.public_id),
    )
