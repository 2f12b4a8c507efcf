"""Who orders, read from a request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from modules.commerce.services.placing import Customer
from modules.gallery import facade as gallery
from safelight.accounts import visitors
from safelight.accounts.models import Person


def customer_of(request: HttpRequest, *, email: str = "", name: str = "") -> Customer:
    """The customer; what is typed counts only for somebody who is not signed in."""
    person = cast(Person, request.user) if request.user.is_authenticated else None
    return Customer(
        visitor=visitors.ensure(request),
        person=person,
        viewer=gallery.viewer_of(request),
        email=person.email if person else email,
        name=person.name if person else name,
    )
