"""Shares of a line and the studio's part are the line, to the cent, whatever happens to it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from modules.agency.services.shares.reckoning import Part, shares, split
from tests.commerce.money.document import DOCUMENT

percents = st.integers(0, 100_000).map(lambda thousandths: Decimal(thousandths) / 1000)


@st.composite
def lines(draw: st.DrawFn) -> tuple[int, list[Part]]:
    """A line's net, and its items with the copies that are kept."""
    net = draw(st.integers(0, 100_000))
    quantities = draw(st.lists(st.integers(1, 5), min_size=1, max_size=6))
    parts = [
        Part(
            net=amount, cost=draw(st.integers(0, amount)), percent=draw(percents),
            quantity=quantity, kept=draw(st.integers(0, quantity)),
        )
        for amount, quantity in zip(split(net, quantities), quantities, strict=True)
    ]  # fmt: skip
    return net, parts


@given(line=lines(), back=st.integers(0, 100_000))
def test_it_never_gives_more_than_is_left_of_the_line(
    line: tuple[int, list[Part]], back: int
) -> None:
    net, parts = line
    left = max(0, net - back)
    found = shares(left, parts)
    assert sum(part.net for part in parts) == net
    assert 0 <= sum(share.amount for share in found) <= sum(share.basis for share in found) <= left
    assert all(share.amount >= 0 for share in found)


@given(line=lines(), steps=st.lists(st.integers(0, 40_000), max_size=6))
def test_it_never_grows_while_money_goes_back(
    line: tuple[int, list[Part]], steps: list[int]
) -> None:
    left, parts = line
    before = [share.amount for share in shares(left, parts)]
    for step in steps:
        left = max(0, left - step)
        now = [share.amount for share in shares(left, parts)]
        assert all(new <= old for new, old in zip(now, before, strict=True))
        before = now


@given(line=lines())
def test_it_gives_each_their_percentage_where_nothing_happened(
    line: tuple[int, list[Part]],
) -> None:
    net, parts = line
    whole = [Part(net=part.net, percent=part.percent) for part in parts]
    for part, share in zip(whole, shares(net, whole), strict=True):
        assert share.basis == part.net
        assert abs(share.amount - part.net * part.percent / 100) <= Decimal("0.5")


def test_it_finds_the_figures_of_the_document() -> None:
    table = DOCUMENT.read_text("utf-8").split("## Shares, by hand")[1].partition("\n## ")[0]
    rows = [row.strip("|").split("|") for row in table.splitlines() if row.startswith("|")][2:]
    assert len(rows) == 5
    for _what, kept, *figures in rows:
        left, *expected, studio = [int(figure.replace(".", "")) for figure in figures]
        parts = [
            Part(net=net, percent=Decimal(percent), kept=int(copies))
            for net, percent, copies in zip(
                split(1000, [1, 1, 1]), ("50", "33.333", "0"), kept.split(), strict=True
            )
        ]
        found = [share.amount for share in shares(left, parts)]
        assert (found, left - sum(found)) == ([*expected, 0], studio)
