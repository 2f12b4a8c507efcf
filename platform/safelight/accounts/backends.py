"""Signing in with an e-mail address and a password of this studio."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from safelight.accounts import signed_in
from safelight.accounts.models import Person
from safelight.accounts.models.people import normalise_email


class StudioBackend(BaseBackend):
    def authenticate(
        self,
        request: HttpRequest | None,
        email: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Person | None:
        if email is None or password is None:
            return None
        person: Person | None = Person.objects.filter(email=normalise_email(email)).first()
        if person is None or not person.has_joined:
            # As much work as for an address that is known, so that the time tells nothing.
            make_password(password)
            return None
        if person.check_password(password) and person.is_active:
            return person
        return None

    def get_user(self, user_id: int) -> Person | None:
        return signed_in.person(user_id)
