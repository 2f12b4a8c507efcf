from __future__ import annotations

from datetime import UTC, datetime

import pytest

from safelight.imaging import names

FACTS = names.NameFacts(
    basename="IMG 0042?",
    seq=7,
    width=1200,
    height=800,
    created_at=datetime(2026, 5, 9, 14, 3, 7, tzinfo=UTC),
    updated_at=datetime(2026, 6, 1, 8, 0, 0, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{{basename}}-lowres", "IMG_0042_-lowres"),
        ("{{ basename }}-{{width}}x{{height}}", "IMG_0042_-1200x800"),
        ("{{created.year}}{{created.month}}{{created.day}}-{{seq}}", "20260509-7"),
        ("{{updated.hour}}.{{updated.min}}.{{created.sec}}", "08.00.07"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("-rf", "_rf"),
        ("CON", "_CON"),
        ("a\r\nSet-Cookie: b", "a__Set-Cookie_ b"),
        ("photo\u202egpj", "photogpj"),
        ("...", "photo"),
        ("結婚式", "結婚式"),
    ],
)
def test_it_makes_a_safe_name(template: str, name: str) -> None:
    assert names.expand(template, FACTS) == name


def test_it_fits_every_file_system() -> None:
    assert len(names.safe("長" * 300).encode()) <= names.MAX_BYTES


def test_it_names_the_field_that_does_not_exist() -> None:
    with pytest.raises(names.UnknownVariable, match="“created.week”"):
        names.expand("{{created.week}}", FACTS)
