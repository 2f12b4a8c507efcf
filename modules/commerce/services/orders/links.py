"""Addresses of an order, and how somebody without an account opens theirs from a mail."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from modules.commerce.models import Order
from modules.commerce.settings import CommerceSettings
from safelight.site import selectors as site
from tenants.context import current_studio

DAY = 24 * 3600


def mailed_path(order: Order) -> str:
    """The order's page for a mail. A person signs in; anybody else shows the signature."""
    if order.person_id is not None:
        return reverse("commerce_site:order", args=[order.public_id])
    stamp = _signer().sign(order.public_id).split(":", 1)[1]
    return reverse("commerce_site:open", args=[order.public_id, stamp])


def workspace_path(order: Order) -> str:
    return reverse("commerce_workspace:order", args=[order.public_id])


def may_open(order: Order, stamp: str) -> bool:
    """Whether this is the stamp that was mailed; good for some time, in this studio only."""
    days = site.module_settings("commerce", CommerceSettings).link_days
    try:
        _signer().unsign(f"{order.public_id}:{stamp}", max_age=days * DAY)
    except signing.BadSignature:
        return False
    return order.person_id is None


def is_over(order: Order, stamp: str) -> bool:
    """Whether this stamp was mailed, and its time is over."""
    try:
        _signer().unsign(f"{order.public_id}:{stamp}")
    except signing.BadSignature:
        return False
    return order.person_id is None and not may_open(order, stamp)


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"commerce.order:{current_studio().uuid}")
