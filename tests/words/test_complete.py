"""Every message has right words in every language of settings.LANGUAGES."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.conf import settings

from safelight.words import catalogues, checking, extracting
from safelight.words.extracting import Found, Key

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def messages() -> Mapping[Key, Found]:
    return extracting.messages()


def test_it_speaks_five_languages() -> None:
    assert sorted(OTHERS) == sorted(catalogues.LANGUAGES) == ["de", "es", "fr", "pl"]


@pytest.mark.parametrize("language", OTHERS)
def test_it_says_everything_in_each_language(language: str, messages: Mapping[Key, Found]) -> None:
    words = catalogues.read(language)
    assert list(checking.problems(messages, words)) == []
    # What no source says any more goes by ``bin/words``.
    assert set(words) == set(messages)
    many = [len(words[key]) for key in messages if key.plural]
    assert set(many) == {catalogues.forms(language)}
