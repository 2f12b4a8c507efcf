"""What the double answers to each request of the API that we use."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.stripe_double import billing, shapes
from tests.stripe_double.billing import Billing
from tests.stripe_double.happenings import Happenings
from tests.stripe_double.shapes import Thing
from tests.stripe_double.state import Refused

Params = dict[str, str]
HALF_AN_HOUR, A_DAY = 30 * 60, 24 * 3600
# Of lines in a session, and of things on a page of a list.
MOST = 100


class Answers(Billing, Happenings):
    """One method for each request; the server finds it by ``ROUTES``."""

    address: str
    page = MOST

    def answer(self, method: str, path: list[str], account: str, params: Params) -> Thing:
        if account and account not in self.state.things:
            raise Refused(403, "account_invalid", "The account does not give you access.")
        for wanted, reply in ROUTES:
            names = wanted.split("/")
            if names[0] == method and len(names) == len(path) + 1:
                pairs = list(zip(names[1:], path, strict=True))
                if all(name in (part, "*") for name, part in pairs):
                    ids = [part for name, part in pairs if name == "*"]
                    made: Thing = reply(self, *ids, account=account, params=params)
                    return made
        raise Refused(404, "unknown_url", "/".join([method, *path]))

    def make_session(self, *, account: str, params: Params) -> Thing:
        if params["mode"] == "subscription":
            return self.make_subscribing_session(account=account, params=params)
        lines = _lines(params)
        amount = sum(line["quantity"] * line["unit_amount"] for line in lines)
        expires_at = int(params.get("expires_at", time.time() + A_DAY))
        if not HALF_AN_HOUR <= expires_at - int(time.time()) <= A_DAY:
            raise Refused(400, "expires_at_invalid", "It must be in 30 minutes to 24 hours.")
        if amount <= 0 or params["mode"] != "payment":
            raise Refused(400, "parameter_invalid_integer")
        made = self.state.add(
            "cs_test", "checkout.session", account, amount_total=amount, amount_subtotal=amount,
            currency=lines[0]["currency"], expires_at=expires_at,
            client_reference_id=params["client_reference_id"], metadata=_metadata(params),
            customer_email=params.get("customer_email"), payment_intent=None,
            success_url=params["success_url"], cancel_url=params["cancel_url"],
        )  # fmt: skip
        made["url"] = f"{self.address}/pay/{made['id']}"
        self.state.lines[made["id"]] = lines
        return made

    def one(self, thing_id: str, *, account: str, params: Params) -> Thing:
        found = self.state.things.get(thing_id)
        if found is None or self.state.owners[thing_id] not in (account, ""):
            raise Refused(404, "resource_missing", f"No such object: {thing_id}")
        return self._expanded(found, [v for k, v in params.items() if k.startswith("expand[")])

    def expire_session(self, session_id: str, *, account: str, params: Params) -> Thing:
        session = self.one(session_id, account=account, params={})
        if session["status"] != "open":
            raise Refused(400, "session_not_open", "Only open sessions can be expired.")
        self.run_out(session_id)
        return self.state.things[session_id]

    def make_refund(self, *, account: str, params: Params) -> Thing:
        intent = self.one(params["payment_intent"], account=account, params={})
        amount = int(params["amount"])
        if self.given_back(intent["id"]) + amount > intent["amount_received"]:
            raise Refused(400, "amount_too_large", "More than the payment has left.")
        return self.give_back(intent["id"], amount, _metadata(params))

    def make_account(self, *, account: str, params: Params) -> Thing:
        made = self.state.add("acct", "account", "", metadata=_metadata(params))
        # An account's events are its own.
        self.state.owners[made["id"]] = made["id"]
        return made

    def make_link(self, *, account: str, params: Params) -> Thing:
        url = f"{self.address}/connect/{params['account']}?return={params['return_url']}"
        return shapes.make("account_link", url=url)

    def one_account(self, account_id: str, *, account: str, params: Params) -> Thing:
        return self.one(account_id, account=account_id, params=params)

    def _expanded(self, thing: Thing, paths: list[str]) -> Thing:
        made = dict(thing)
        for path in paths:
            name, _dot, rest = path.partition(".")
            if isinstance(made.get(name), str):
                made[name] = self._expanded(self.state.things[made[name]], [rest] if rest else [])
        return made


def _listing(kind: str) -> Callable[..., Thing]:
    def reply(double: Answers, *, account: str, params: Params) -> Thing:
        limit = int(params.get("limit", 10))
        if not 1 <= limit <= MOST:
            raise Refused(400, "parameter_invalid_integer")
        found = double.state.of(kind, account, payment_intent=params["payment_intent"])
        if after := params.get("starting_after"):
            found = found[[thing["id"] for thing in found].index(after) + 1 :]
        # A page may hold less than was asked for.
        limit = min(limit, double.page)
        url, has_more = f"/v1/{kind.replace('.', '/')}s", len(found) > limit
        return {"object": "list", "data": found[:limit], "has_more": has_more, "url": url}

    return reply


def _lines(params: Params) -> list[Thing]:
    """The lines of a session, refused where Stripe would."""
    lines: list[Thing] = []
    while f"line_items[{len(lines)}][quantity]" in params:
        start = f"line_items[{len(lines)}]"
        price, product = f"{start}[price_data]", f"{start}[price_data][product_data]"
        line: Thing = {
            "name": params[f"{product}[name]"],
            "description": params.get(f"{product}[description]", ""),
            "quantity": int(params[f"{start}[quantity]"]),
            "unit_amount": int(params[f"{price}[unit_amount]"]),
            "currency": params[f"{price}[currency]"],
        }
        if not line["name"] or line["quantity"] < 1 or line["unit_amount"] < 0:
            raise Refused(400, "parameter_invalid_integer")
        lines.append(line)
    if not 1 <= len(lines) <= MOST or len({line["currency"] for line in lines}) != 1:
        raise Refused(400, "parameter_invalid", "So many lines, in one currency.")
    return lines


def _metadata(params: Params) -> dict[str, str]:
    return {k[9:-1]: v for k, v in params.items() if k.startswith("metadata[")}


ROUTES: list[tuple[str, Callable[..., Any]]] = [
    ("POST/checkout/sessions", Answers.make_session),
    ("GET/checkout/sessions", _listing("checkout.session")),
    ("GET/checkout/sessions/*", Answers.one),
    ("POST/checkout/sessions/*/expire", Answers.expire_session),
    ("POST/refunds", Answers.make_refund),
    ("GET/refunds", _listing("refund")),
    ("GET/disputes", _listing("dispute")),
    ("GET/charges/*", Answers.one),
    ("POST/accounts", Answers.make_account),
    ("GET/accounts/*", Answers.one_account),
    ("POST/account_links", Answers.make_link),
    *billing.ROUTES,
]
