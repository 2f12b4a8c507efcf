"""Pages that are packed once and filled for each who asks."""

from __future__ import annotations

import gzip

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from safelight.web import packed

words = st.text(max_size=2000).filter(lambda text: packed.HOLE[0] not in text)


@given(st.lists(words, min_size=1, max_size=4), st.text(max_size=200))
def test_it_unpacks_to_the_page_with_every_hole_filled(texts: list[str], filling: str) -> None:
    page = packed.pack(packed.HOLE.join(texts))
    assert gzip.decompress(page.filled(filling)).decode() == filling.join(texts)


def test_it_can_be_filled_again_with_something_else() -> None:
    page = packed.pack(f"<p>{packed.HOLE}</p>" * 3)
    first, second = (gzip.decompress(page.filled(token)) for token in ("one", "another"))
    assert first.decode() == "<p>one</p>" * 3
    assert second.decode() == "<p>another</p>" * 3


def test_it_is_small_although_it_has_holes() -> None:
    page = packed.pack(packed.HOLE.join(["<li>photo</li>" * 1000] * 3))
    assert len(page.filled("x" * 64)) < 1000


def test_it_takes_a_filling_that_no_single_block_holds() -> None:
    page = packed.pack(f"<p>{packed.HOLE}</p>")
    assert gzip.decompress(page.filled("x" * 70_000)).decode() == f"<p>{'x' * 70_000}</p>"


def test_it_tells_the_part_of_a_visitor_from_the_token() -> None:
    page = packed.pack(f"<a>{packed.HOLE}</a>{packed.MORE}<b>{packed.HOLE}</b>")
    filled = [gzip.decompress(page.filled("token", more)).decode() for more in ("", "<i>Ida</i>")]
    assert filled == ["<a>token</a><b>token</b>", "<a>token</a><i>Ida</i><b>token</b>"]


@pytest.mark.parametrize("accepted", ["gzip, br", "identity"])
def test_it_answers_in_the_form_that_is_asked_for(accepted: str, rf: RequestFactory) -> None:
    request = rf.get("/", headers={"accept-encoding": accepted})
    answer = packed.answer(request, packed.pack(f"<p>{packed.HOLE}</p>"))
    zipped = accepted != "identity"
    html = gzip.decompress(answer.content) if zipped else answer.content
    assert ("Content-Encoding" in answer) is zipped
    assert len(html) == len("<p></p>") + 64
    assert answer["Vary"] == "Accept-Encoding"
