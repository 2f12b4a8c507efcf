from __future__ import annotations

from safelight.kernel.hooks import impl


@impl
def dummy_question(word: str) -> str:
    return f"{word}, said the dummy"


@impl
def ordered_photo_ids(visitor_id: int, photo_ids: list[int]) -> set[int]:
    """Answers a hook of the gallery, which the dummy requires."""
    return set(photo_ids[:1])
