"""GAL-22: what people write on pages can do nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.web import prose

_ALLOWED = re.compile(
    r"</?(p|br|strong|em|ul|ol|li|h[2-4]|blockquote|hr"
    r'|a( href="[^"<>]*")?( rel="noopener")?) ?/?>'
)


@pytest.mark.parametrize(
    "hostile",
    ["[x](javascript:alert(1))", "[x]( javascript:alert(1))", "[x](data:text/html,<script>)",
     "[x](vbscript:x)", "<svg onload=alert(1)>", '<a href=" javascript:x">y</a>',
     "![x](https://example.com/pixel.gif)", "<javascript:alert(1)>", "`<img src=x onerror=x>`",
     "[x](&#106;avascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]"],
)  # fmt: skip
def test_gal_22_it_makes_nothing_that_runs(hostile: str) -> None:
    made = prose.render(hostile)
    tags = re.findall(r"<[^>]*>", made)
    assert tags
    assert not any(re.search("javascript|data:|vbscript|on[a-z]+=", tag) for tag in tags)
    assert not re.search(r"<(?!/?(p|br|a|em|strong)\b)", made)


@given(st.text(alphabet="<>\"'()[]!:/ \n#*`&;javscriptonloadhef=", max_size=60))
def test_gal_22_it_lets_no_other_element_or_attribute_through(text: str) -> None:
    for tag in re.findall(r"<[^>]*>", prose.render(text)):
        assert _ALLOWED.fullmatch(tag), tag


def test_it_has_the_shapes_of_prose() -> None:
    made = prose.render("# Hello\n\n**Yes** and *no*\n\n- one\n- two\n\n[mail](mailto:a@b.example)")
    for part in ("<h2>Hello</h2>", "<strong>Yes</strong>", "<li>one</li>", "mailto:a@b.example"):
        assert part in made
    assert prose.plain("# Hello\n\n**Yes** " + "word " * 100, most=20) == "Hello Yes word…"
