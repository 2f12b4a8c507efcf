"""Pieces of the fake lab's page; it looks like no lab's, so that nobody takes it for one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif;
  --line: light-dark(#d9d5cc, #403c36); --soft: light-dark(#f4f1ea, #24211d);
  --ink: light-dark(#23201b, #ece7dd); --quiet: light-dark(#6d665b, #a29a8c);
  --act: light-dark(#7a3e12, #e2a36f); --bad: light-dark(#a3231c, #ff8d84);
  --good: light-dark(#27663a, #86cf9c) }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; color: var(--ink);
  background: light-dark(#fffdf9, #1a1815) }
h1 { font-size: 1.6rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
p { margin: .25rem 0 .75rem } .quiet, small { color: var(--quiet) }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere }
.board { display: grid; gap: .75rem 1.5rem; background: var(--soft); padding: 1rem 1.25rem;
  border: 1px solid var(--line); border-radius: .6rem;
  grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)) }
.board label { display: block; padding: .2rem 0 } .board label.tick { display: flex; gap: .5rem;
  align-items: baseline }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0 } legend { font-weight: 600; padding: 0 }
select, input[type=text], input[type=number] { font: inherit; width: 100%; padding: .4rem .5rem;
  border: 1px solid var(--line); border-radius: .35rem; background: light-dark(#fff, #1a1815);
  color: inherit }
button { font: inherit; padding: .45rem .9rem; border-radius: .4rem; cursor: pointer;
  border: 1px solid var(--act); background: transparent; color: var(--act) }
button.main { background: var(--act); color: light-dark(#fff, #1a1815) }
.row { display: flex; gap: .5rem; flex-wrap: wrap; align-items: center; margin-top: .75rem }
.scroll { overflow-x: auto } table { width: 100%; border-collapse: collapse }
td, th { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
  border-bottom: 1px solid var(--line) } th { font-weight: 600; color: var(--quiet) }
.whole { white-space: nowrap }
.bad { color: var(--bad) } .good { color: var(--good) }
.tag { border: 1px solid currentColor; border-radius: 1rem; padding: 0 .55rem;
  white-space: nowrap; font-size: .9em }
"""
_SCRIPT = """
setInterval(async () => {
  const answer = await fetch("/part").catch(() => null);
  if (answer && answer.ok && !document.querySelector("#moving :focus"))
    document.querySelector("#moving").innerHTML = await answer.text();
}, 1500);
"""


def document(title: str, inside: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
        f"<body>{inside}<script>{_SCRIPT}</script></body></html>"
    )


def tick(name: str, words: str, *, is_on: bool) -> str:
    checked = " checked" if is_on else ""
    return (
        f'<label class="tick"><input type="checkbox" name="{name}"{checked}>'
        f"<span>{escape(words)}</span></label>"
    )


def choice(name: str, words: str, options: dict[str, str], chosen: str) -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(label)}</option>"
        for value, label in options.items()
    )
    return f'<label>{escape(words)}<select name="{name}">{made}</select></label>'


def field(name: str, words: str, value: object, kind: str = "text") -> str:
    return (
        f'<label>{escape(words)}<input type="{kind}" name="{name}" '
        f'value="{escape(str(value))}"></label>'
    )


def button(address: str, words: str) -> str:
    return f'<form method="post" action="{escape(address)}"><button>{escape(words)}</button></form>'


def tag(words: str, kind: str = "") -> str:
    return f'<span class="tag {kind}">{escape(words)}</span>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], otherwise: str) -> str:
    """Rows of cells that are HTML already."""
    made = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    if not made:
        return f'<p class="quiet">{escape(otherwise)}</p>'
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    return f'<div class="scroll"><table><tr>{top}</tr>{made}</table></div>'
