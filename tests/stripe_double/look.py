"""Pieces of the double's pages. They look like nobody's, so that no one takes them for Stripe's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from tests.stripe_double.shapes import Thing

# The better known of the currencies that Stripe counts without decimals.
_WHOLE = ("clp", "jpy", "krw", "vnd", "xaf", "xof", "xpf")
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 4rem }
.note { border-left: 4px solid #c50; padding: .25rem .75rem }
form { display: grid; gap: .6rem; margin: 1rem 0 }
form.row { grid-auto-flow: column; justify-content: start; align-items: end; margin: 0 }
button, input { font: inherit; padding: .6rem .9rem; border-radius: .4rem;
  border: 1px solid #8888; min-width: 0 }
button { background: #1463d8; color: #fff; cursor: pointer }
table { width: 100%; border-collapse: collapse; overflow-wrap: anywhere }
td, th { text-align: left; vertical-align: top; padding: .4rem .5rem .4rem 0;
  border-bottom: 1px solid #8884 }
td.amount { text-align: right; white-space: nowrap; padding-right: 0 }
small { opacity: .75 }
fieldset { border: 1px solid #8886; border-radius: .4rem }
label { display: block; padding: .2rem 0 }
"""
_NOTE = "This stands for Stripe while Safelight is tried out. No money moves."


def page(title: str, inside: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f'<body><p class="note">{_NOTE}</p><h1>{escape(title)}</h1>{inside}</body></html>'
    )


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def warning(text: str) -> str:
    return f'<p class="note" role="alert">{escape(text)}</p>'


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text)}</a></p>'


def form(
    acts: dict[str, str], hidden: dict[str, str] | None = None, more: str = "", kind: str = ""
) -> str:
    """A button for each act, by what it is sent as."""
    fields = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    buttons = "".join(
        f'<button name="act" value="{escape(value)}">{escape(label)}</button>'
        for value, label in acts.items()
    )
    return f'<form method="post" class="{kind}">{fields}{more}{buttons}</form>'


def choices(name: str, legend: str, options: dict[str, str], chosen: str) -> str:
    rows = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"'
        f"{' checked' if value == chosen else ''}> {escape(label)}</label>"
        for value, label in options.items()
    )
    return f"<fieldset><legend>{escape(legend)}</legend>{rows}</fieldset>"


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells that are HTML already."""
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{made}</table>"


def lines(bought: Sequence[Thing], session: Thing) -> str:
    """What is paid for, and the total."""
    currency = session["currency"]
    rows = "".join(
        f"<tr><td>{escape(line['name'])}<br><small>{escape(line['description'])}</small></td>"
        f'<td class="amount">{line["quantity"]} × {money(line["unit_amount"], currency)}</td></tr>'
        for line in bought
    )
    total = money(session["amount_total"], currency)
    return f'<table>{rows}<tr><th>Total</th><td class="amount"><b>{total}</b></td></tr></table>'


def money(amount: int, currency: str) -> str:
    """Stripe's units in words; three decimals are left as they are counted."""
    places = 0 if currency in _WHOLE else 2
    return f"{amount / 10**places:.{places}f} {currency.upper()}"
