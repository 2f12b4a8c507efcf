"""Refusals: what a person asked for cannot be done, and the sentence that says what to do."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An expected "no".

    Pages show ``sentence``; the API answers ``status`` with ``code`` and the same sentence.
    ``fields`` maps a field's name to its sentences where the refusal is about input; ``more`` is
    what a program may want to know beside them, such as how many bytes are left.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409

    def __init__(
        self,
        sentence: str,
        *,
        fields: dict[str, list[str]] | None = None,
        more: dict[str, int] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields = fields or {}
        self.more = more or {}
