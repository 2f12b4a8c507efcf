"""Each word that a person reads can be translated, and is."""

from __future__ import annotations

from pathlib import Path

import pytest

from safelight.configuration import ROOT
from safelight.words import checking, extracting, unmarked
from safelight.words.extracting import Found, Key

# What these hold is read by developers and operators, by programs, or is a studio's own words.
ENGLISH = (
    "platform/safelight/api/", "platform/safelight/connect/", "platform/safelight/demo/",
    "platform/safelight/embedded/", "platform/safelight/fakelab/", "platform/safelight/words/",
    "platform/safelight/settings.py",
)  # fmt: skip
# Why an export leaves a table out, as the format's readers are told, and what the console keeps.
ENGLISH_ENDS = ("/takeout.py", "/kernel/reasons.py", "/figures.py")
# Sentences of logs, of jobs' outcomes and of errors in the code.
TO_US = {
    "A filter that cannot be.",
    "A parameter holds a NUL.",
    "A photo has this file again.",
    "A span that cannot be.",
    "Adobe RGB (1998)",
    "An export of the studio may have it.",
    "Display P3",
    "Issue papers in the transaction of their payment.",
    "It shows no key.",
    "Its studio is erased.",
    "Its studio is closed.",
    "No job is running here.",
    "No spare studio could be made.",
    "No such page.",
    "Nothing of this kind can be unsubscribed from.",
    "Run “manage.py migrate_studios” first.",
    "Somebody is still reading the studio's tables.",
    "The bucket was used before this process was forked.",
    "The claim is gone or over.",
    "The client was forgotten meanwhile.",
    "The customer is no studio's.",
    "The export was given up.",
    "The link was not made here.",
    "The studio is being erased.",
    "The studio is being brought up to date.",
    "Work of the studio is running.",
    # Names of typefaces.
    "Cormorant & EB Garamond",
    "Fraunces & Instrument Sans",
    "Newsreader & Instrument Sans",
    "Playfair Display & Figtree",
    "Space Grotesk & Instrument Sans",
    # The names of a lab's products, and SQL.
    "placeholder='GLOBAL-CFPM-16X20 GLOBAL-FAP-10X10'",
    "coalesce(nullif(p.name, ''), p.email)",
    "to_char(p.placed_at AT TIME ZONE %(zone)s, 'YYYY-MM')",
}


def test_it_marks_every_word_of_a_page_or_a_mail() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {words}"
        for path in extracting.sources()
        if not _is_english(path)
        for words in _unmarked(path)
        if words not in TO_US
    ]
    assert found == []


def test_it_finds_words_that_nothing_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<a title="Go on">{% translate "Next" %}</a> {{ name }} is here <b>PDF</b>')
    mail = tmp_path / "mail.txt"
    mail.write_text("{% load i18n %}\n{% translate 'Hello' %}\nYour photos are ready.\n")
    code = tmp_path / "code.py"
    code.write_text(
        "from django.utils.translation import gettext as _g\n"
        "raise Refusal(_g('Write a name.'))\nraise Refusal('Write a day.')\nf(label='First name')\n"
    )
    assert unmarked.in_template(page) == ["title='Go on'", "is here"]
    assert unmarked.in_template(mail) == ["Your photos are ready."]
    assert unmarked.in_python(code) == ["Write a day.", "First name"]


def test_it_finds_marked_words_whatever_the_mark_is_called() -> None:
    source = "from django.utils.translation import ngettext as many, pgettext as _p\n_L = many\n"
    called = extracting.aliases(source)
    assert (called["many"], called["_p"], called["_L"]) == ("ngettext", "pgettext", "ngettext")


@pytest.mark.parametrize(
    ("key", "said", "wrong"),
    [
        (Key("Hello"), (), "has no words"),
        (Key("Hello"), (" ",), "has no words"),
        (Key("%(name)s left"), ("%(nom)s part",), "names other values"),
        (Key("{name} left"), ("part",), "names other values"),
        (Key("A <b>bold</b> word"), ("Ein Wort",), "has other tags"),
        (Key("and "), ("und",), "begins or ends otherwise"),
        (Key("%d photo", "%d photos"), ("ein Foto", "%d Fotos"), None),
        (Key("%(n)s photo", "%(n)s photos"), ("%(n)s Foto", "%(m)s Fotos"), "names other values"),
        (Key("%(n)s €"), ("%(n)s €",), None),
    ],
)
def test_it_refuses_words_that_would_break_a_page(
    key: Key, said: tuple[str, ...], wrong: str | None
) -> None:
    found = list(checking.problems({key: Found()}, {key: said}))
    assert [text.partition(":")[0] for text in found] == ([wrong] if wrong else [])


def _is_english(path: Path) -> bool:
    name = path.relative_to(ROOT).as_posix()
    if name.startswith(ENGLISH) or name.endswith(ENGLISH_ENDS):
        return True
    return name.startswith("modules/") and "/api/" in name


def _unmarked(path: Path) -> list[str]:
    return unmarked.in_python(path) if path.suffix == ".py" else unmarked.in_template(path)
