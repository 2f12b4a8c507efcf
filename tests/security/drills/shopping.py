"""Many clients with something in the cart, and what a client does whose page did not come."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from django.test import Client as Browser
from django.utils import timezone

from bench._buyer import Answer, Buyer
from modules.commerce.models import PaymentConnection
from safelight.accounts.models import Client, Person
from tenants.models import Studio
from tests.commerce.checkout.buying import put
from tests.commerce.factories import customer, shop
from tests.commerce.prices.factories import sell

PATIENCE = 60.0


class Patient(Buyer):
    """Sends again what was answered 503, or not at all, and tells of every answer."""

    def __init__(self, port: int, host: str, session: str, told: Counter[int]) -> None:
        super().__init__(port, host, session)
        self._told, self.took = told, list[float]()

    def ask(self, path: str, form: dict[str, Any] | None = None) -> Answer:
        deadline = time.monotonic() + PATIENCE
        while True:
            began = time.monotonic()
            try:
                answer = super().ask(path, form)
            except (OSError, HTTPException):
                self.close()
                self._told[0] += 1
            else:
                self.took.append(time.monotonic() - began)
                self._told[answer.status] += 1
                if answer.status != 503:
                    return answer
                assert "retry-after" in answer.headers
            assert time.monotonic() < deadline
            time.sleep(0.1)


class Crowd:
    """So many signed-in clients of the studio, each with a download for 10.00 in the cart."""

    def __init__(
        self, studio: Studio, count: int, *, providers: Sequence[PaymentConnection]
    ) -> None:
        self._host, self.told = studio.primary_host(), Counter[int]()
        for made in providers:
            made.save()
        gallery = shop(None, photos=1)
        downloads = sell("download", 1000, at=gallery)
        people = [_client(number) for number in range(count)]
        for person in people:
            put(customer(person), downloads, gallery=gallery)
        self._sessions = [_session(studio, person) for person in people]
        self.took: list[float] = []

    def buy(
        self, port: int, act: Callable[[Patient, int], Any], *, meanwhile: Callable[[], None]
    ) -> list[Any]:
        """``act(buyer, number)`` for all at once, and ``meanwhile()`` here; what came of each."""
        with ThreadPoolExecutor(len(self._sessions)) as pool:
            asked = [
                pool.submit(self._one, Patient(port, self._host, session, self.told), act, number)
                for number, session in enumerate(self._sessions)
            ]
            meanwhile()
            return [each.result() for each in asked]

    def _one(self, buyer: Patient, act: Callable[[Patient, int], Any], number: int) -> Any:
        try:
            return act(buyer, number)
        finally:
            self.took += buyer.took
            buyer.close()


def connected(provider: str, account: str) -> PaymentConnection:
    """The studio takes payments by this provider, once it is saved."""
    return PaymentConnection(
        provider=provider, account=account, ready=True, connected_at=timezone.now()
    )


def _client(number: int) -> Person:
    person: Person = Person.objects.create(
        email=f"client{number}@example.org", name=f"Client {number}", password="!"
    )
    Client.objects.create(person=person)
    return person


def _session(studio: Studio, person: Person) -> str:
    browser = Browser(headers={"host": studio.primary_host()})
    browser.force_login(person)
    return browser.cookies["session"].value
