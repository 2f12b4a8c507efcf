"""Behind the double's counter: how news travel, which wait, and what else happens to payments."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from tests.stripe_double import look
from tests.stripe_double.happenings import Happenings
from tests.stripe_double.shapes import Thing

if TYPE_CHECKING:
    from tests.stripe_double.answers import Params
    from tests.stripe_double.server import StripeDouble

LAST = 30


def page(double: StripeDouble) -> str:
    return look.page(
        "The desk",
        "".join([_news(double), _accounts(double), _payments(double), _said(double)]),
    )


def act(double: StripeDouble, form: Params) -> None:
    """Do what was pressed on the desk; what cannot be done is left undone."""
    pressed, thing = form.get("act", ""), form.get("thing", "")
    if pressed == "choose":
        choose(double, form.get("way", ""))
    elif pressed == "send" and double.courier:
        double.courier.send_waiting()
    elif pressed == "refund" and form.get("amount", "").isdecimal():
        _refund(double, thing, int(form["amount"]))
    elif pressed in _LATER and thing in double.state.things:
        _LATER[pressed][1](double, thing)


def choose(double: StripeDouble, way: str) -> None:
    """How news travel from now on; nothing changes for a word that is no way."""
    if double.courier and way in double.courier.words:
        double.courier.choose(way)


def ways(double: StripeDouble) -> str:
    assert double.courier is not None
    legend = "Safelight is told of what happens from now on"
    return look.choices("way", legend, double.courier.words, double.courier.way)


def _refund(double: StripeDouble, intent_id: str, amount: int) -> None:
    with double.state.lock:
        intent = double.state.things[intent_id]
        if 0 < amount <= intent["amount_received"] - double.given_back(intent_id):
            double.give_back(intent_id, amount, {})


def _dispute(double: StripeDouble, session_id: str) -> None:
    double.dispute(double.intent_of(session_id))


# What can happen to a payment without its client's browser, by the name of its button.
_LATER: dict[str, tuple[str, Callable[[StripeDouble, str], object]]] = {
    "arrive": ("The transfer arrives", Happenings.arrive),
    "bounce": ("The transfer bounces", Happenings.bounce),
    "run_out": ("Time is over", Happenings.run_out),
    "dispute": ("The client disputes it", _dispute),
}


def _news(double: StripeDouble) -> str:
    if double.courier is None:
        return look.paragraph("Nobody is told of anything: the double was started without.")
    waiting = [escape(event["type"]) for event in double.courier.waiting]
    told = look.heading("News") + look.form({"choose": "Choose"}, more=ways(double))
    if not waiting:
        return told + look.paragraph("Nothing waits.")
    rows = look.table([kind] for kind in waiting)
    return told + look.form({"send": f"Send the {len(waiting)} that wait"}) + rows


def _accounts(double: StripeDouble) -> str:
    found = [thing for thing in double.state.things.values() if thing["object"] == "account"]
    rows = [
        (escape(each["id"]), "takes payments" if each["charges_enabled"] else "not finished")
        for each in found
    ]
    return look.heading("Accounts") + (look.table(rows) or look.paragraph("None."))


def _payments(double: StripeDouble) -> str:
    kind = "checkout.session"
    found = [thing for thing in double.state.things.values() if thing["object"] == kind]
    rows = [_payment(double, session) for session in reversed(found)]
    return look.heading("Payments") + look.table(rows)


def _payment(double: StripeDouble, session: Thing) -> tuple[str, str]:
    intent = double.state.things.get(session["payment_intent"] or "")
    words = f"{session['status']}, {session['payment_status']}"
    if intent and (gone := double.given_back(intent["id"])):
        words += f", {look.money(gone, session['currency'])} given back"
    total = look.money(session["amount_total"], session["currency"])
    head = f"{escape(session['id'])}<br>{total}<br><small>{words}</small>"
    forms = look.form({name: _LATER[name][0] for name in _possible(session, intent)},
                      {"thing": session["id"]})  # fmt: skip
    if intent and intent["amount_received"]:
        field = (
            '<label>Refund, in the smallest unit<br><input name="amount" inputmode="numeric"'
            f' value="{intent["amount_received"] - double.given_back(intent["id"])}"></label>'
        )
        forms += look.form({"refund": "Give back"}, {"thing": intent["id"]}, field, "row")
    return head, forms


def _possible(session: Thing, intent: Thing | None) -> list[str]:
    if session["status"] == "open":
        return ["run_out"]
    if intent and intent["status"] == "processing":
        return ["arrive", "bounce"]
    return ["dispute"] if session["payment_status"] == "paid" else []


def _said(double: StripeDouble) -> str:
    said = double.courier.said if double.courier else []
    rows = [
        (escape(event["type"]), escape(event["id"]), str(status or "no answer"))
        for event, status in reversed(said[-LAST:])
    ]
    return look.heading("What Safelight answered") + look.table(rows)
