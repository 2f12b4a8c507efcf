from __future__ import annotations

import time

import pytest

from safelight.storage import ranges

BODY = ranges.Validators('"tag"', 1_700_000_000)
MODIFIED = b"Tue, 14 Nov 2023 22:13:20 GMT"


def chosen(value: bytes, **more: bytes) -> range | None:
    headers = {b"range": value, **{k.replace("_", "-").encode(): v for k, v in more.items()}}
    return ranges.choose(headers, BODY, 100)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"bytes=0-0", range(1)),
        (b"bytes=10-19", range(10, 20)),
        (b"Bytes=90-", range(90, 100)),
        (b"bytes=90-500", range(90, 100)),
        (b"bytes=-10", range(90, 100)),
        (b"bytes=-500", range(100)),
    ],
)
def test_it_works(value: bytes, expected: range) -> None:
    assert chosen(value) == expected


@pytest.mark.parametrize(
    "value", [b"bytes=-", b"bytes=5-4", b"items=0-1", b"bytes=a-b", b"bytes=0x1-2", b"", b"bytes=1"]
)
def test_it_ignores_what_is_no_range(value: bytes) -> None:
    assert chosen(value) is None


@pytest.mark.parametrize("value", [b"bytes=100-", b"bytes=-0", b"bytes=100-200", b"bytes=0-1,5-6"])
def test_gal_19_it_refuses_beyond_the_end_and_several_ranges(value: bytes) -> None:
    with pytest.raises(ranges.Unsatisfiable):
        chosen(value)


def test_gal_19_it_refuses_a_thousand_ranges_at_once_and_quickly() -> None:
    value = b"bytes=" + b",".join(b"%d-" % start for start in range(1000))
    began = time.process_time()
    for _ in range(100):
        with pytest.raises(ranges.Unsatisfiable):
            chosen(value)
    assert time.process_time() - began < 0.1


def test_it_gives_all_where_the_client_has_a_part_of_another_body() -> None:
    assert chosen(b"bytes=5-", if_range=b'"tag"') == range(5, 100)
    assert chosen(b"bytes=5-", if_range=MODIFIED) == range(5, 100)
    for other in (b'"other"', b'W/"tag"', b"tag", b"Tue, 14 Nov 2023 22:13:21 GMT", b""):
        assert chosen(b"bytes=5-", if_range=other) is None


def test_it_knows_that_the_client_has_it_already() -> None:
    for value in (b'"tag"', b'"a", "tag"', b'W/"tag"', b"*"):
        assert ranges.is_unchanged({b"if-none-match": value}, BODY)
    assert ranges.is_unchanged({b"if-modified-since": MODIFIED}, BODY)
    both = {b"if-none-match": b'"x"', b"if-modified-since": MODIFIED}
    assert not ranges.is_unchanged(both, BODY)
    assert not ranges.is_unchanged({}, BODY)
