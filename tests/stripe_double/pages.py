"""The double's pages for a browser: paying, and telling Stripe who one is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.stripe_double.answers import Answers, Params

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<body><h1>{title}</h1><p>{text}</p><form method="post">{fields}{buttons}</form></body></html>"""


def show(double: Answers, path: str, params: Params) -> str:
    _root, what, name = path.split("/")
    if what == "pay":
        session = double.state.things[name]
        text = f"{session['amount_total']} {session['currency']}"
        return _page("Card payment", text, {"pay": "Pay", "decline": "Decline", "back": "Back"})
    return _page("Who you are", name, {"finish": "Finish"}, back=params["return"])


def act(double: Answers, path: str, form: Params) -> str:
    """Do what was pressed; the address where the browser goes on."""
    _root, what, name = path.split("/")
    if what == "connect":
        double.finish_onboarding(name)
        return form["return"]
    session = dict(double.state.things[name])
    if form["act"] == "pay":
        double.pay(name)
        return str(session["success_url"])
    if form["act"] == "decline":
        double.decline(name)
        return str(session["url"])
    return str(session["cancel_url"])


def _page(title: str, text: str, buttons: dict[str, str], back: str = "") -> str:
    made = "".join(
        f'<button name="act" value="{value}">{label}</button>' for value, label in buttons.items()
    )
    fields = f'<input type="hidden" name="return" value="{escape(back)}">' if back else ""
    return _PAGE.format(title=title, text=escape(text), fields=fields, buttons=made)
