"""What clients, banks and the studio itself do at Stripe."""

from __future__ import annotations

from tests.stripe_double.shapes import Thing
from tests.stripe_double.state import CARD_DECLINED, State


class Happenings:
    """Mixed into the server; each is done whole before the next request is answered."""

    state: State

    def pay(self, session_id: str) -> Thing:
        """The client's card is taken."""
        with self.state.lock:
            session = self._complete(session_id)
            return self._take(session)

    def decline(self, session_id: str) -> None:
        """The card is declined; the client may try another."""
        with self.state.lock:
            session = self.state.things[session_id]
            intent = self._intent(session)
            intent |= {"status": "requires_payment_method", "last_payment_error": CARD_DECLINED}
            self.state.tell("payment_intent.payment_failed", intent)

    def ask_bank(self, session_id: str) -> None:
        """The client's bank wants to hear that it is them (3-D Secure)."""
        with self.state.lock:
            intent = self._intent(self.state.things[session_id])
            intent |= {"status": "requires_action"}
            self.state.tell("payment_intent.requires_action", intent)

    def promise(self, session_id: str) -> None:
        """The client pays by a way that takes days."""
        with self.state.lock:
            session = self._complete(session_id)
            intent = self._intent(session)
            intent |= {"status": "processing"}
            self.state.tell("payment_intent.processing", intent)
            self.state.tell("checkout.session.completed", session)

    def arrive(self, session_id: str) -> None:
        """What was promised is in."""
        with self.state.lock:
            session = self.state.things[session_id]
            self._take(session, kind="checkout.session.async_payment_succeeded")

    def bounce(self, session_id: str) -> None:
        """What was promised does not come."""
        with self.state.lock:
            session = self.state.things[session_id]
            intent = self._intent(session)
            intent |= {"status": "requires_payment_method", "last_payment_error": CARD_DECLINED}
            self.state.tell("payment_intent.payment_failed", intent)
            self.state.tell("checkout.session.async_payment_failed", session)

    def run_out(self, session_id: str) -> None:
        with self.state.lock:
            session = self.state.things[session_id]
            if session["status"] == "open":
                session |= {"status": "expired", "url": None}
                self.state.tell("checkout.session.expired", session)

    def given_back(self, intent_id: str) -> int:
        """How much of a payment went back, or is promised to."""
        account = self.state.owners[intent_id]
        refunds = self.state.of("refund", account, payment_intent=intent_id)
        return sum(each["amount"] for each in refunds if each["status"] != "failed")

    def give_back(self, intent_id: str, amount: int, metadata: dict[str, str]) -> Thing:
        """A refund, whoever asked for it."""
        with self.state.lock:
            account = self.state.owners[intent_id]
            (charge,) = self.state.of("charge", account, payment_intent=intent_id)
            made = self.state.add(
                "re", "refund", account, amount=amount, currency=charge["currency"],
                charge=charge["id"], payment_intent=intent_id, metadata=metadata,
                status="succeeded",
            )  # fmt: skip
            charge["amount_refunded"] += amount
            charge["refunded"] = charge["amount_refunded"] == charge["amount"]
            self.state.tell("refund.created", made)
            self.state.tell("charge.refunded", charge)
            return made

    def fail_refund(self, refund_id: str) -> None:
        """The client's bank did not take it."""
        with self.state.lock:
            refund = self.state.things[refund_id]
            refund |= {"status": "failed"}
            charge = self.state.things[refund["charge"]]
            charge["amount_refunded"] -= refund["amount"]
            charge["refunded"] = False
            self.state.tell("refund.failed", refund)

    def dispute(self, intent_id: str) -> Thing:
        with self.state.lock:
            account = self.state.owners[intent_id]
            (charge,) = self.state.of("charge", account, payment_intent=intent_id)
            charge["disputed"] = True
            made = self.state.add(
                "dp", "dispute", account, amount=charge["amount"], currency=charge["currency"],
                charge=charge["id"], payment_intent=intent_id, status="needs_response",
            )  # fmt: skip
            self.state.tell("charge.dispute.created", made)
            return made

    def end_dispute(self, dispute_id: str, *, won: bool) -> None:
        with self.state.lock:
            dispute = self.state.things[dispute_id]
            dispute |= {"status": "won" if won else "lost"}
            self.state.tell("charge.dispute.closed", dispute)

    def finish_onboarding(self, account_id: str) -> None:
        with self.state.lock:
            account = self.state.things[account_id]
            account |= {"charges_enabled": True, "details_submitted": True}
            self.state.tell("account.updated", account)

    def intent_of(self, session_id: str) -> str:
        return str(self.state.things[session_id]["payment_intent"])

    def _complete(self, session_id: str) -> Thing:
        session = self.state.things[session_id]
        if session["status"] != "open":
            raise AssertionError(f"Nobody can pay by {session_id}: it is {session['status']}.")
        session |= {"status": "complete", "url": None}
        return session

    def _intent(self, session: Thing) -> Thing:
        if session["payment_intent"] is None:
            made = self.state.add(
                "pi", "payment_intent", self.state.owners[session["id"]],
                amount=session["amount_total"], currency=session["currency"],
                metadata=dict(session["metadata"]),
            )  # fmt: skip
            session["payment_intent"] = made["id"]
            self.state.tell("payment_intent.created", made)
        return self.state.things[session["payment_intent"]]

    def _take(self, session: Thing, kind: str = "checkout.session.completed") -> Thing:
        intent = self._intent(session)
        charge = self.state.add(
            "ch", "charge", self.state.owners[session["id"]], amount=intent["amount"],
            amount_captured=intent["amount"], captured=True, currency=intent["currency"],
            payment_intent=intent["id"],
        )  # fmt: skip
        intent |= {
            "status": "succeeded", "amount_received": intent["amount"],
            "latest_charge": charge["id"], "last_payment_error": None,
        }  # fmt: skip
        session |= {"payment_status": "paid"}
        self.state.tell("charge.succeeded", charge)
        self.state.tell("payment_intent.succeeded", intent)
        self.state.tell(kind, session)
        return session
