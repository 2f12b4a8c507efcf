"""The Billing half of the double: customers, prices, subscriptions, their invoices, the portal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.stripe_double import shapes
from tests.stripe_double.shapes import Thing
from tests.stripe_double.state import Refused, State

Params = dict[str, str]
DAYS = {"month": 30, "year": 365}
DAY = 24 * 3600


class Billing:
    """Mixed into the server: what it answers, and what happens to subscriptions there."""

    state: State
    address: str
    # While the card is declined, changes and renewals fail.
    card_declines = False

    def make_customer(self, *, account: str, params: Params) -> Thing:
        return self.state.add(
            "cus", "customer", account, name=params["name"], email=params["email"],
            metadata={"studio": params["metadata[studio]"]},
        )  # fmt: skip

    def make_price(self, *, account: str, params: Params) -> Thing:
        interval, amount = params["recurring[interval]"], int(params["unit_amount"])
        if interval not in DAYS or amount < 1:
            raise Refused(400, "parameter_invalid_integer")
        made = self.state.add(
            "price", "price", account, currency=params["currency"], unit_amount=amount,
            unit_amount_decimal=str(amount), type="recurring",
            recurring={**(shapes.CONTRACT["price"]["recurring"] or {}), "interval": interval},
        )  # fmt: skip
        self.state.lines[made["id"]] = [{"name": params["product_data[name]"]}]
        return made

    def make_subscribing_session(self, *, account: str, params: Params) -> Thing:
        price = self._thing(params["line_items[0][price]"])
        customer = self._thing(params["customer"])
        made = self.state.add(
            "cs_test", "checkout.session", account, mode="subscription",
            amount_total=price["unit_amount"], amount_subtotal=price["unit_amount"],
            currency=price["currency"], customer=customer["id"], payment_intent=None,
            client_reference_id=params["client_reference_id"], expires_at=int(time.time()) + DAY,
            success_url=params["success_url"], cancel_url=params["cancel_url"],
        )  # fmt: skip
        made["url"] = f"{self.address}/pay/{made['id']}"
        name = self.state.lines[price["id"]][0]["name"]
        line = {"name": name, "description": f"each {price['recurring']['interval']}"}
        self.state.lines[made["id"]] = [
            {**line, "quantity": 1, "unit_amount": price["unit_amount"], "price": price["id"]}
        ]
        return made

    def make_portal(self, *, account: str, params: Params) -> Thing:
        made = self.state.add(
            "bps", "billing_portal.session", account, customer=params["customer"],
            return_url=params["return_url"],
        )  # fmt: skip
        made["url"] = f"{self.address}/portal/{made['id']}"
        return made

    def subscriptions(self, *, account: str, params: Params) -> Thing:
        found = self.state.of("subscription", account, customer=params["customer"])
        return _list(found, "subscriptions")

    def invoices(self, *, account: str, params: Params) -> Thing:
        found = self.state.of("invoice", account, customer=params["customer"])
        return _list(found[: int(params["limit"])], "invoices")

    def change_subscription(self, sub_id: str, *, account: str, params: Params) -> Thing:
        subscription = self._thing(sub_id)
        if subscription["status"] == "canceled":
            raise Refused(400, "resource_missing", "It has ended.")
        if "cancel_at_period_end" in params:
            self._cancel_at_end(subscription, ends=params["cancel_at_period_end"] == "true")
        if "items[0][price]" in params:
            self._change(subscription, params)
        self.state.tell("customer.subscription.updated", subscription)
        return subscription

    def end_subscription(self, sub_id: str, **_: Any) -> Thing:
        """Ended by whoever: the platform, the bank's patience, or its day."""
        with self.state.lock:
            subscription = self._thing(sub_id)
            now = int(time.time())
            subscription |= {"status": "canceled", "ended_at": now, "canceled_at": now}
            self.state.tell("customer.subscription.deleted", subscription)
            return subscription

    def preview(self, *, account: str, params: Params) -> Thing:
        subscription = self._thing(params["subscription"])
        price = self._thing(params["subscription_details[items][0][price]"])
        at = int(params["subscription_details[proration_date]"])
        lines = self._prorated(subscription, price, at)
        total = sum(line["amount"] for line in lines)
        return shapes.make(
            "invoice", id="upcoming_in_1", customer=subscription["customer"], total=total,
            amount_due=max(total, 0), currency=price["currency"], created=at,
            livemode=self.state.livemode, lines={"object": "list", "data": lines, "has_more": False,
            "url": "/v1/invoices/upcoming/lines"},
        )  # fmt: skip

    def subscribe(self, session_id: str) -> Thing:
        """The owner pays on the session's page."""
        with self.state.lock:
            session = self._thing(session_id)
            assert session["status"] == "open", session["status"]
            price = self._thing(self.state.lines[session_id][0]["price"])
            subscription = self._begin(session["customer"], price)
            session |= {"status": "complete", "payment_status": "paid", "url": None}
            session["subscription"] = subscription["id"]
            self.state.tell("checkout.session.completed", session)
            return subscription

    def renew(self, sub_id: str, *, paid: bool = True) -> Thing:
        """The next period begins, and the card is charged, or declined."""
        with self.state.lock:
            subscription = self._thing(sub_id)
            item = subscription["items"]["data"][0]
            start = item["current_period_end"]
            length = DAYS[item["price"]["recurring"]["interval"]] * DAY
            item |= {"current_period_start": start, "current_period_end": start + length}
            subscription["status"] = "active" if paid else "past_due"
            self._bill(subscription, item["price"]["unit_amount"], paid=paid)
            self.state.tell("customer.subscription.updated", subscription)
            return subscription

    def pay_open(self, sub_id: str) -> None:
        """The owner gave another card, which is charged with what was open."""
        with self.state.lock:
            subscription = self._thing(sub_id)
            for invoice in self.state.of("invoice", "", customer=subscription["customer"]):
                if invoice["status"] == "open":
                    invoice |= {"status": "paid", "amount_paid": invoice["total"]}
                    self.state.tell("invoice.paid", invoice)
            subscription["status"] = "active"
            self.state.tell("customer.subscription.updated", subscription)

    def _begin(self, customer: str, price: Thing) -> Thing:
        now = int(time.time())
        items = {"object": "list", "data": [], "has_more": False, "url": "/v1/items"}
        made = self.state.add(
            "sub", "subscription", "", customer=customer, currency=price["currency"], items=items,
            status="active", cancel_at=None, cancel_at_period_end=False, canceled_at=None,
            ended_at=None, start_date=now,
        )  # fmt: skip
        item = shapes.make(
            "subscription_item", id=self.state.new_id("si"), price=price, subscription=made["id"],
            created=now, current_period_start=now, quantity=1,
            current_period_end=now + DAYS[price["recurring"]["interval"]] * DAY,
        )  # fmt: skip
        made["items"]["data"] = [item]
        self.state.tell("customer.subscription.created", made)
        self._bill(made, price["unit_amount"], paid=True)
        return made

    def _bill(self, subscription: Thing, amount: int, *, paid: bool) -> None:
        number = len(self.state.of("invoice", "")) + 1
        made = self.state.add(
            "in", "invoice", "", customer=subscription["customer"], total=amount,
            amount_due=amount, amount_paid=amount if paid else 0, currency=subscription["currency"],
            number=f"PLAN-{number:04}", status="paid" if paid else "open",
        )  # fmt: skip
        made["hosted_invoice_url"] = f"{self.address}/invoice/{made['id']}"
        subscription["latest_invoice"] = made["id"]
        self.state.tell("invoice.paid" if paid else "invoice.payment_failed", made)

    def _cancel_at_end(self, subscription: Thing, *, ends: bool) -> None:
        end = subscription["items"]["data"][0]["current_period_end"]
        subscription |= {"cancel_at_period_end": ends, "cancel_at": end if ends else None}

    def _change(self, subscription: Thing, params: Params) -> None:
        if self.card_declines:
            raise Refused(402, "card_declined", "Your card was declined.")
        price, at = self._thing(params["items[0][price]"]), int(params["proration_date"])
        total = sum(line["amount"] for line in self._prorated(subscription, price, at))
        item = subscription["items"]["data"][0]
        if price["recurring"]["interval"] != item["price"]["recurring"]["interval"]:
            length = DAYS[price["recurring"]["interval"]] * DAY
            item |= {"current_period_start": at, "current_period_end": at + length}
        item["price"] = price
        subscription["currency"] = price["currency"]
        self._bill(subscription, total, paid=True)

    def _prorated(self, subscription: Thing, price: Thing, at: int) -> list[Thing]:
        item = subscription["items"]["data"][0]
        old, start, end = item["price"], item["current_period_start"], item["current_period_end"]
        left = (end - at) / (end - start)
        same = price["recurring"]["interval"] == old["recurring"]["interval"]
        rest = round(price["unit_amount"] * left) if same else price["unit_amount"]
        words = [
            (f"Unused time on {self._name(old)}", -round(old["unit_amount"] * left)),
            (f"Remaining time on {self._name(price)}" if same else self._name(price), rest),
        ]
        return [
            shapes.make(
                "line_item", amount=amount, description=text, currency=price["currency"],
                id=self.state.new_id("il"), livemode=self.state.livemode, subtotal=amount,
            )
            for text, amount in words
        ]  # fmt: skip

    def _name(self, price: Thing) -> str:
        return str(self.state.lines[price["id"]][0]["name"])

    def _thing(self, thing_id: str) -> Thing:
        if thing_id not in self.state.things:
            raise Refused(404, "resource_missing", f"No such object: {thing_id}")
        return self.state.things[thing_id]


def _list(found: list[Thing], kind: str) -> Thing:
    return {"object": "list", "data": found, "has_more": False, "url": f"/v1/{kind}"}


ROUTES: list[tuple[str, Callable[..., Any]]] = [
    ("POST/customers", Billing.make_customer),
    ("POST/prices", Billing.make_price),
    ("POST/billing_portal/sessions", Billing.make_portal),
    ("GET/subscriptions", Billing.subscriptions),
    ("POST/subscriptions/*", Billing.change_subscription),
    ("DELETE/subscriptions/*", Billing.end_subscription),
    ("POST/invoices/create_preview", Billing.preview),
    ("GET/invoices", Billing.invoices),
]
