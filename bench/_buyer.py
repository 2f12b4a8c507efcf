"""A client in a browser, as far as buying goes: cookies, the secret of forms, one connection."""

from __future__ import annotations

import re
import secrets
import string
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

CONSENTS = ("terms", "digital_consent", "digital_acknowledgement")
_SIGNS = string.ascii_letters + string.digits
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back; ``path`` is where the browser is sent on, without the host."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def path(self) -> str:
        return urlsplit(self.headers["location"]).path


class WrongAnswer(RuntimeError):
    """A page answered something else than a person who buys can go on with."""


class Buyer:
    """``session`` is the cookie of somebody who is signed in."""

    def __init__(self, port: int, host: str, session: str) -> None:
        secret = "".join(secrets.choice(_SIGNS) for _ in range(32))
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._secret = {"csrfmiddlewaretoken": secret}
        self._headers = {"Host": host, "Cookie": f"session={session}; csrf={secret}"}

    def ask(self, path: str, form: dict[str, Any] | None = None) -> Answer:
        """GET, or POST where there is a form."""
        body, headers = None, self._headers
        if form is not None:
            body = urlencode({**form, **self._secret}, doseq=True)
            headers = {**headers, "Content-Type": _FORM}
        self._line.request("GET" if form is None else "POST", path, body, headers)
        got = self._line.getresponse()
        found = {name.lower(): value for name, value in got.getheaders()}
        return Answer(got.status, found, got.read().decode())

    def look(self) -> dict[str, Any]:
        """Open the checkout; the form to be sent, everything in it ticked."""
        html = _expect(self.ask("/checkout/"), 200).body
        hidden = {name: _value(html, name) for name in ("key", "seen")}
        return {"action": "place", "consent": CONSENTS, **hidden}

    def order(self, form: dict[str, Any]) -> str:
        """Press the button; the public id of the order, which is to be paid now."""
        path = _expect(self.ask("/checkout/", form), 302).path
        found = re.fullmatch("/orders/([^/]+)/pay/", path)
        if found is None:
            raise WrongAnswer(f"Ordering leads to {path}")
        return found[1]

    def pay(self, order: str, provider: str) -> str:
        """Choose how to pay; the address at the provider."""
        answer = self.ask(f"/orders/{order}/pay/", {"provider": provider})
        return _expect(answer, 302).headers["location"]

    def come_back(self, order: str) -> None:
        """The provider sends the browser back; raises ``WrongAnswer`` where it is not paid."""
        path = _expect(self.ask(f"/orders/{order}/pay/return/"), 302).path
        if path != f"/orders/{order}/":
            raise WrongAnswer(f"Coming back leads to {path}")

    def elsewhere(self, address: str, form: dict[str, Any]) -> None:
        """Press a button on the page of a provider, which sends the browser on."""
        at = urlsplit(address)
        line = HTTPConnection(str(at.hostname), at.port, timeout=60)
        line.request("POST", at.path, urlencode(form), {"Content-Type": _FORM})
        status = line.getresponse().status
        line.close()
        if status != 303:
            raise WrongAnswer(f"{status} of {address}")

    def close(self) -> None:
        self._line.close()


def _expect(answer: Answer, status: int) -> Answer:
    if answer.status != status:
        raise WrongAnswer(f"{answer.status} in place of {status}: {answer.body[:300]}")
    return answer


def _value(html: str, name: str) -> str:
    found = re.search(f'name="{name}" value="([^"]*)"', html)
    if found is None:
        raise WrongAnswer(f"The form has no {name}")
    return found[1]
