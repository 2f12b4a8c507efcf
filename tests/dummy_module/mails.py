"""What the dummy writes."""

from __future__ import annotations

from safelight.outbox.kinds import Mail, Variable

MAILS = (
    Mail(
        name="dummy_greeting",
        title="Greeting of the dummy",
        to="client",
        needs=frozenset({"word"}),
        subject="{word} from {studio}",
        text="The dummy says {word}.",
        variables=(Variable(name="word", title="What it says", example="hello"),),
        values=lambda context: {"word": context["word"]},
    ),
)
