"""``docs/labs.md`` says what is so: its examples are those that run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from modules.labs.adapters import hot_folder, mailed, prodigi, registry, whcc
from modules.labs.adapters.hot_folder import order_file
from modules.labs.contract import Customs, Field, Money
from tests.labs import making

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "labs.md").read_text(encoding="utf-8")
SOURCES = [
    "tests/labs/package/pyproject.toml",
    "tests/labs/package/src/darkroom_lab/__init__.py",
    "tests/labs/test_contract.py",
]
EXAMPLES: list[str] = re.findall(r"```(?:python|toml)\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0].strip())
def test_it_shows_lines_that_run(example: str) -> None:
    assert any(example in (ROOT / source).read_text(encoding="utf-8") for source in SOURCES)


def test_it_shows_the_order_file_as_it_is_written() -> None:
    file = making.print_file(md5="9e107d9d372bb6826bd81d3542a419d6", size=4096)
    customs, paid = Customs(hs_code="491191", origin="DE"), Money(2450, "EUR")
    order = making.submission(making.piece(file, customs=customs, retail=paid))
    account = making.account({"customer_number": "K-17"})
    written = order_file.order(account, order).body.decode()
    assert f"```json\n{written}```" in PAGE


@pytest.mark.parametrize(
    "fields",
    [mailed.FIELDS, hot_folder.FIELDS, prodigi.LAB.fields, whcc.LAB.fields],
    ids=["mailed", "hot_folder", "prodigi", "whcc"],
)
def test_it_explains_each_field(fields: tuple[Field, ...]) -> None:
    assert [each.name for each in fields if f"`{each.name}`" not in PAGE] == []


def test_it_lists_our_labs() -> None:
    assert [lab.code for lab in registry.every() if f"`{lab.code}`" not in PAGE] == []
