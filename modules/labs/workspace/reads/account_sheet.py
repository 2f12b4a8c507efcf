"""Accounts with labs as their pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from modules.labs.adapters import registry
from modules.labs.contract import Lab
from modules.labs.models import LabConnection, LabList, LabOrder
from modules.labs.services import connecting
from modules.labs.services.catalogue import fetching
from modules.labs.workspace.reads import capability_words
from safelight.jobs import selectors as job_selectors
from safelight.jobs.models import Job
from safelight.kernel.errors import Refusal


@dataclass(frozen=True, kw_only=True)
class Listed:
    connection: LabConnection
    kind: str
    products: int
    lists: int
    orders: int


def listed() -> list[Listed]:
    """Those that are connected, in one query."""
    live = Q(orders__state__in=LabOrder.LIVE)
    rows = LabConnection.objects.filter(disconnected_at=None).annotate(
        n_products=Count("products", filter=Q(products__gone_at=None), distinct=True),
        n_lists=Count("price_lists", distinct=True),
        n_orders=Count("orders", filter=live, distinct=True),
    )
    return [
        Listed(
            connection=row, kind=kind_of(row.lab), products=row.n_products, lists=row.n_lists,
            orders=row.n_orders,
        )
        for row in rows
    ]  # fmt: skip


def of(connection: LabConnection) -> dict[str, Any]:
    """Context of an account's page; a lab whose package is gone has no adapter."""
    lab = _lab(connection)
    products = connection.products.filter(gone_at=None)
    lists = LabList.objects.filter(connection=connection).select_related("price_list")
    return {
        "lab": lab,
        "kind": kind_of(connection.lab),
        "can": capability_words.of(lab.capabilities) if lab else [],
        "typed": _typed(connection, lab),
        "told": capability_words.callback(lab) if lab else "",
        "address": _address(connection),
        "products": products.count(),
        "sold": products.filter(rows__isnull=False, rows__row__withdrawn_at=None)
        .distinct()
        .count(),
        "lists": lists.order_by("price_list__position"),
        "fetch": fetch_of(connection),
    }


def quotes(connection: LabConnection) -> bool:
    """Whether it names prices of sending."""
    lab = _lab(connection)
    return lab is not None and lab.capabilities.quotes


def kind_of(code: str) -> str:
    """What the kind of lab is called."""
    try:
        return str(registry.get(code).name)
    except registry.UnknownLab:
        return code


def fetch_of(connection: LabConnection) -> Job | None:
    """The newest job that fetches its catalogue."""
    return job_selectors.latest(fetching.FETCH, connection.public_id)


def is_running(job: Job | None) -> bool:
    return job is not None and job.state in (Job.State.QUEUED, Job.State.RUNNING)


def _lab(connection: LabConnection) -> Lab | None:
    try:
        return connecting.lab_of(connection)
    except registry.UnknownLab:
        return None


def _typed(connection: LabConnection, lab: Lab | None) -> list[tuple[Any, str]]:
    """(label, value) of what is no secret, as it was chosen."""
    return [
        (field.label, str(dict(field.choices).get(value, value)))
        for field in (lab.fields if lab else ())
        if not field.is_secret and (value := connection.settings.get(field.name))
    ]


def _address(connection: LabConnection) -> str:
    try:
        return connecting.account_of(connection).callback_url
    except Refusal:
        # The account's page itself says what is wrong with its keys.
        return ""
