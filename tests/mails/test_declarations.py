"""Every mail that is posted is declared, and every declaration can be sent as it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from safelight.kernel import permissions
from safelight.outbox import brand as brands
from safelight.outbox import kinds, unsubscribing, wordings, words
from safelight.outbox.kinds import Mail
from safelight.outbox.rendering import render_example
from tenants.models import Studio

ROOT = Path(__file__).parents[2]
MAILS = [mail for mail in kinds.declared() if mail.has_words]
# Functions that take the name of a mail, by what they are called.
POSTERS = {"post", "tell", "_post", "_to_client", "_to_team", "_to_studio"}
# To people who are of no studio: another way out, with templates of its own.
TO_OPERATORS = {"console_factors"}


def named() -> Iterator[str]:
    """What calls that post say as ``template``, or among their first words."""
    names = {mail.name for mail in kinds.declared()}
    for folder in ("platform", "modules", "tenants"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield from _said(node, names)


def _said(call: ast.Call, names: set[str]) -> Iterator[str]:
    called = ast.unparse(call.func).rpartition(".")[2]
    if called in {"post", "tell"}:
        for each in call.keywords:
            if each.arg == "template" and isinstance(each.value, ast.Constant):
                yield str(each.value.value)
    elif called in POSTERS:
        for value in call.args:
            if isinstance(value, ast.Constant) and value.value in names:
                yield str(value.value)


def test_it_declares_every_mail_that_is_posted() -> None:
    assert set(named()) - {mail.name for mail in kinds.declared()} - TO_OPERATORS == set()


def test_it_has_templates_for_mails_without_words_alone() -> None:
    found = {
        path.name.removesuffix(".subject.txt")
        for folder in ("platform", "modules")
        for path in (ROOT / folder).rglob("templates/mails/*.subject.txt")
    }
    # Templates that nobody declares are those of mails to people who are of no studio.
    declared = {mail.name: mail.has_words for mail in kinds.declared()}
    assert {name for name, has_words in declared.items() if not has_words} <= found
    assert not {name for name, has_words in declared.items() if has_words} & found


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_it_can_send_its_own_words(mail: Mail, inside_acme: Studio) -> None:
    wording = wordings.standard(mail, "en")
    words.check(mail, subject=wording.subject, text=wording.text)
    brand = brands.of(inside_acme)
    sent = render_example(mail, wording, studio=inside_acme, brand=brand)
    assert "{" not in sent.subject + sent.text
    assert brand.name in sent.html


def test_it_names_permissions_and_kinds_that_there_are() -> None:
    known = {permission.code for permission in permissions.all_permissions()}
    for mail in kinds.declared():
        assert not mail.permission or mail.permission in known, mail.name
        assert not mail.unsubscribe or mail.unsubscribe in unsubscribing.KINDS, mail.name
        assert mail.is_optional or not mail.starts_off, mail.name
