"""Who orders, read from a request."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django.http import HttpRequest

from modules.commerce.services.orders.placing import Customer
from modules.gallery import facade as gallery
from safelight.accounts import throttle, visitors
from safelight.accounts.models import Person, TryCount

# An order sends a mail to an address that somebody typed.
PER_ADDRESS = throttle.Limit("order:address", 60, timedelta(hours=1))


def slow_strangers_down(request: HttpRequest, *, at: datetime) -> None:
    """Raise ``throttle.TooManyTries`` where somebody without an account orders without end."""
    if not request.user.is_authenticated:
        address = throttle.network_address(request)
        throttle.Counter(PER_ADDRESS, address, TryCount).count(at=at)


def person_of(request: HttpRequest) -> Person | None:
    return cast(Person, request.user) if request.user.is_authenticated else None


def customer_of(request: HttpRequest, *, email: str = "", name: str = "") -> Customer:
    """The customer; what is typed counts only for somebody who is not signed in."""
    person = person_of(request)
    return Customer(
        visitor=visitors.ensure(request),
        person=person,
        viewer=gallery.viewer_of(request),
        email=person.email if person else email,
        name=person.name if person else name,
    )
