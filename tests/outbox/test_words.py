"""Words that studios write: checked before they are kept, filled without running anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from safelight import outbox
from safelight.outbox import kinds, stops, wordings, words
from safelight.outbox.kinds import Block, ContextDrifted
from safelight.outbox.models import MailWords, OutgoingMessage
from tenants.models import Studio
from tests.outbox.conftest import WORDS

VALUES: dict[str, Any] = {
    "title": "Anna & <b>Ben</b>", "note": "", "link": "http://acme.example/x",
    "list": Block(text="* x", html="<ul><li>x</li></ul>"), "studio": "Acme",
}  # fmt: skip


def html(text: str) -> str:
    found = words.parts(text, VALUES)
    return "|".join(str(getattr(part, "html", "")) for part in found)


def post(**changes: Any) -> OutgoingMessage:
    fields: dict[str, Any] = {
        "key": "w", "to": "carla@example.org", "template": "test_words",
        "context": {"title": "Anna", "path": "/x/", "note": ""},
    }  # fmt: skip
    with transaction.atomic():
        return outbox.post(**fields | changes).message


def test_it_escapes_values_and_words_alike() -> None:
    assert html("<i>{title}</i>") == "&lt;i&gt;Anna &amp; &lt;b&gt;Ben&lt;/b&gt;&lt;/i&gt;"


def test_it_runs_no_template_code() -> None:
    assert html("{% load x %} {{ title }} {title.__class__}").startswith("{% load x %} {{")


def test_it_reads_no_variables_in_values() -> None:
    assert words.subject("{title}", {"title": "{note}", "note": "x"}) == "{note}"


def test_it_leaves_out_lines_and_paragraphs_that_would_say_nothing() -> None:
    found = words.parts("Hello\nNote: {note}\n\nOnly {note}\n\n{list}", VALUES)
    assert words.as_text(found) == "Hello\n\n* x"


def test_it_makes_buttons_of_links_only() -> None:
    assert words.as_text(words.parts("[See it]({link})", VALUES)) == (
        "See it:\nhttp://acme.example/x"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{nobody} {link}", "Line 1: {nobody} is not known to this mail."),
        ("{link}\n\n{title", "Line 3: A variable begins with { and ends with }."),
        ("{title}", "{link} is missing: Link"),
        ("{link}\n\nHere {list}", "{list} needs a paragraph of its own."),
        ("[x]({title})\n\n{link}", "Line 1: A button leads to a link; {title} is none."),
        ("{link} [x](https://evil.example)", "Line 1: A button looks like [Words]({link})"),
        ("{{ title }} {link}", "Line 1: A variable begins with { and ends with }."),
        ("", "Write a text."),
    ],
)
def test_it_refuses_what_nobody_could_send(text: str, sentence: str) -> None:
    with pytest.raises(words.MailWordsRefused) as refused:
        words.check(WORDS, subject="News", text=text)
    assert any(each.startswith(sentence) for each in refused.value.fields["text"])


@pytest.mark.parametrize("subject", ["", "a\nBcc: all@example.org", "{list}", "{no}", "x" * 201])
def test_it_refuses_subjects_that_are_none(subject: str) -> None:
    with pytest.raises(words.MailWordsRefused) as refused:
        words.check(WORDS, subject=subject, text="{link}")
    assert list(refused.value.fields) == ["subject"]


def test_it_sends_the_standard_words_until_there_are_others(inside_acme: Studio) -> None:
    sent = post()
    assert sent.subject == "News of Anna"
    assert "Anna is here.\n\nSee it:\nhttp://" in sent.text_body
    assert "Anna is here.</p>" in sent.html_body


def test_it_sends_own_words_in_both_parts(inside_acme: Studio) -> None:
    wordings.save(mail=WORDS, language="en", subject="Ho, {title}", text="Ho!\n\n[Go]({link})")
    sent = post()
    assert sent.subject == "Ho, Anna"
    assert sent.text_body.startswith("Ho!\n\nGo:\n")
    assert ">Ho!</p>" in sent.html_body
    assert ">Go</a>" in sent.html_body


def test_it_prefers_the_readers_language_then_the_studios(inside_acme: Studio) -> None:
    wordings.save(mail=WORDS, language="en", subject="English", text="{link}")
    wordings.save(mail=WORDS, language="de", subject="Deutsch", text="{link}")
    assert wordings.of(WORDS, language="de", studio_language="en").subject == "Deutsch"
    assert wordings.of(WORDS, language="fr", studio_language="en").subject == "English"
    assert wordings.of(WORDS, language="fr", studio_language="pl").subject == "News of {title}"


def test_it_goes_back_to_the_standard_words_and_keeps_the_history(inside_acme: Studio) -> None:
    wordings.save(mail=WORDS, language="en", subject="Mine", text="{link}")
    wordings.save(mail=WORDS, language="en", subject="Mine", text="{link}")
    wordings.go_back(mail=WORDS, language="en")
    assert wordings.of(WORDS, language="en", studio_language="en").subject == "News of {title}"
    assert [row.subject for row in wordings.history(WORDS, "en")] == ["", "Mine"]


def test_it_passes_over_own_words_that_name_what_is_gone(inside_acme: Studio) -> None:
    MailWords.objects.create(mail="test_words", language="en", subject="x", text="{gone}")
    assert post().subject == "News of Anna"


def test_it_refuses_a_context_that_drifted(inside_acme: Studio) -> None:
    with pytest.raises(ContextDrifted, match="note"):
        post(context={"title": "Anna", "path": "/x/"})
    with pytest.raises(kinds.UnknownMail, match="Declare"):
        kinds.find("nobody_declared_it")


def test_it_withholds_what_is_switched_off_and_says_why(inside_acme: Studio) -> None:
    wordings.switch(mail=WORDS, on=False)
    sent = post()
    assert (sent.state, sent.error) == ("withheld", "This mail is switched off in the settings.")
    wordings.switch(mail=WORDS, on=True)
    assert post(key="w2").state == "queued"


def test_it_withholds_what_a_reader_wants_no_more_of(inside_acme: Studio) -> None:
    at = timezone.now()
    stops.stop(email="Carla@example.org", what="reminders", reason="asked", at=at)
    assert post().state == "withheld"
    with transaction.atomic():
        order = outbox.post(
            key="o", to="carla@example.org", template="test_note",
            context={"title": "a", "path": "/"},
        )  # fmt: skip
    assert order.message.state == "queued"


def test_it_withholds_everything_from_an_address_that_bounced(inside_acme: Studio) -> None:
    at = timezone.now()
    assert stops.stop(email="carla@example.org", what="all", reason="bounced", at=at)
    assert not stops.stop(email="carla@example.org", what="all", reason="bounced", at=at)
    assert "came back" in post().error
    stop = stops.of("carla@example.org")
    assert stop is not None
    stops.allow(stop=stop, at=at)
    assert post(key="w2").state == "queued"
