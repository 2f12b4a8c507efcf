"""Asking the hooks of limits: who sees what, what may be placed, picked and downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from safelight.kernel import hooks as kernel_hooks

if TYPE_CHECKING:
    from django.http import HttpRequest

    from modules.gallery.access.sight import Sight
    from modules.gallery.facts import Held
    from modules.gallery.models import Gallery
    from safelight.accounts.models import Member


def sight_of(modules: frozenset[str], *, member: Member) -> Sight | None:
    """The first answer to ``sight_of_member``."""
    answers: list[Sight] = kernel_hooks.call(modules, "sight_of_member", member=member)
    return answers[0] if answers else None


def held_back(
    modules: frozenset[str], *, gallery: Gallery, photo_ids: list[int], visitor_id: int | None
) -> dict[int, Held]:
    """The union of all answers to ``held_photos``."""
    found: dict[int, Held] = {}
    for held in kernel_hooks.call(
        modules, "held_photos", gallery=gallery, photo_ids=photo_ids, visitor_id=visitor_id
    ):
        found |= held
    return found


def count_downloads(
    modules: frozenset[str], *, gallery: Gallery, photo_ids: list[int], visitor_id: int | None
) -> set[int]:
    """The union of all answers to ``downloading``: what may not be given after all."""
    answers: list[list[int]] = kernel_hooks.call(
        modules, "downloading", gallery=gallery, photo_ids=photo_ids, visitor_id=visitor_id
    )
    return {photo_id for answer in answers for photo_id in answer}


def banner_of(modules: frozenset[str], *, request: HttpRequest, gallery: Gallery) -> SafeString:
    """All answers to ``gallery_banner``, one below the other."""
    answers = kernel_hooks.call(modules, "gallery_banner", request=request, gallery=gallery)
    return format_html_join("", "{}", ((answer,) for answer in answers))


def why_no_pick(
    modules: frozenset[str], *, gallery: Gallery, photo_id: int, visitor_id: int
) -> str:
    """All answers to ``why_not_picked``, or nothing."""
    return " ".join(
        kernel_hooks.call(
            modules, "why_not_picked", gallery=gallery, photo_id=photo_id, visitor_id=visitor_id
        )
    )


def why_not_placed(modules: frozenset[str], *, gallery: Gallery, photo_ids: list[int]) -> str:
    """All answers to ``why_not_placed``, or nothing."""
    return " ".join(
        kernel_hooks.call(modules, "why_not_placed", gallery=gallery, photo_ids=photo_ids)
    )


def why_not_replaced(modules: frozenset[str], *, photo_id: int, person_id: int | None) -> str:
    """All answers to ``why_not_replaced``, or nothing."""
    return " ".join(
        kernel_hooks.call(modules, "why_not_replaced", photo_id=photo_id, person_id=person_id)
    )


def tags_of(modules: frozenset[str], *, photo_ids: list[int]) -> dict[int, SafeString]:
    """All answers to ``photo_tags``, one beside the other."""
    found: dict[int, SafeString] = {}
    for tags in kernel_hooks.call(modules, "photo_tags", photo_ids=photo_ids):
        for photo_id, tag in tags.items():
            found[photo_id] = found.get(photo_id, SafeString()) + tag
    return found
