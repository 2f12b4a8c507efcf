"""The double's pages for a browser: paying, telling Stripe who one is, and the desk behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.stripe_double import desk, look
from tests.stripe_double.shapes import Thing

if TYPE_CHECKING:
    from tests.stripe_double.answers import Params
    from tests.stripe_double.server import StripeDouble

ACTS = {
    "pay": "Pay",
    "secure": "Pay, and be asked by the bank (3-D Secure)",
    "decline": "Pay with a card that is declined",
    "close": "Pay, and close the browser before it comes back",
    "promise": "Pay by a transfer that takes days",
    "back": "Back to the studio without paying",
}
PORTAL = {
    "card": "Give a new card: what is open is paid",
    "declines": "The card is declined at the next renewal, which is now",
    "renews": "The next period begins, and is paid",
    "back": "Back to the studio",
}
SECURE = {"confirm": "Yes, it is me", "fail": "No, stop it"}


@dataclass(frozen=True)
class Shown:
    """A page, or the address where the browser goes on."""

    page: str = ""
    address: str = ""
    status: int = 200


def show(double: StripeDouble, path: str, params: Params) -> Shown:
    match path.strip("/").split("/"):
        case [""]:
            return Shown(desk.page(double))
        case ["pay", session] if session in double.state.things:
            return _payment(double, session)
        case ["pay", session, "secure"] if session in double.state.things:
            text = "Your bank wants to know whether it is you who pays."
            return Shown(look.page("Is it you?", look.paragraph(text) + look.form(SECURE)))
        case ["portal", session] if session in double.state.things:
            return Shown(look.page("Card and invoices", look.form(PORTAL)))
        case ["connect", account] if account in double.state.things:
            told = look.paragraph(f"The account {account} is asked who it belongs to.")
            acts = {"finish": "Say who I am", "leave": "Leave it for another day"}
            hidden = {"return": params.get("return", "")}
            return Shown(look.page("Who you are", told + look.form(acts, hidden)))
    return Shown(look.page("There is nothing here", ""), status=404)


def act(double: StripeDouble, path: str, form: Params) -> Shown:
    """Do what was pressed."""
    match path.strip("/").split("/"):
        case ["pay", session]:
            desk.choose(double, form.get("way", ""))
            return _pressed(double, session, form["act"])
        case ["pay", session, "secure"]:
            return _pressed(double, session, "pay" if form["act"] == "confirm" else "refuse")
        case ["portal", session]:
            return _at_portal(double, double.state.things[session], form["act"])
        case ["connect", account]:
            if form["act"] == "finish":
                double.finish_onboarding(account)
            return Shown(address=form["return"])
    desk.act(double, form)
    return Shown(address="/")


def _payment(double: StripeDouble, session_id: str) -> Shown:
    session = double.state.things[session_id]
    if session["status"] != "open":
        return _over(double, session_id)
    lines = look.lines(double.state.lines[session_id], session)
    failed = ""
    if session["payment_intent"]:
        error = double.state.things[session["payment_intent"]]["last_payment_error"]
        failed = look.warning("The card was declined. Try another one.") if error else ""
    ways = desk.ways(double) if double.courier else ""
    return Shown(look.page("Card payment", failed + lines + look.form(ACTS, more=ways)))


def _pressed(double: StripeDouble, session_id: str, pressed: str) -> Shown:
    # A double click arrives twice; whoever comes second finds it done.
    with double.state.lock:
        session = dict(double.state.things[session_id])
        if pressed == "back":
            return Shown(address=session["cancel_url"])
        if session["status"] != "open":
            return Shown(address=f"/pay/{session_id}")
        if pressed in ("decline", "refuse"):
            double.decline(session_id)
            return Shown(address=f"/pay/{session_id}")
        if pressed == "secure":
            double.ask_bank(session_id)
            return Shown(address=f"/pay/{session_id}/secure")
        if pressed == "promise":
            double.promise(session_id)
        elif session["mode"] == "subscription":
            double.subscribe(session_id)
        else:
            double.pay(session_id)
    if pressed == "close":
        text = "The browser is closed here: it does not come back to the studio."
        return Shown(look.page("Paid", look.paragraph(text)))
    return Shown(address=session["success_url"])


def _at_portal(double: StripeDouble, portal: Thing, pressed: str) -> Shown:
    running = double.state.of("subscription", "", customer=portal["customer"])
    for subscription in running[:1]:
        if pressed == "card":
            double.pay_open(subscription["id"])
        elif pressed in ("declines", "renews"):
            double.renew(subscription["id"], paid=pressed == "renews")
    return Shown(address=portal["return_url"])


def _over(double: StripeDouble, session_id: str) -> Shown:
    session = double.state.things[session_id]
    paid = session["status"] == "complete"
    text = "This was paid already." if paid else "Nobody can pay here any more."
    back = session["success_url"] if paid else session["cancel_url"]
    title = "Done" if paid else "Over"
    return Shown(look.page(title, look.paragraph(text) + look.link(back, "Back to the studio")))
