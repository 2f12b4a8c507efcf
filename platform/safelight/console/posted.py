"""Single words of a posted form, where a form class would be more than they are."""

from __future__ import annotations

from django.http import QueryDict


def text(values: QueryDict, name: str, *, longest: int = 2000) -> str:
    """What was typed, cut, without the NULs that no text of the database can hold."""
    return values.get(name, "").replace("\0", "")[:longest]
