"""Making, changing and publishing pages of the site. A draft is nobody's but the team's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from safelight.audit import writing as audit
from safelight.kernel.errors import Refusal
from safelight.site import blocks
from safelight.site.models import Page, PageVersion
from safelight.site.services import settings

MOST_BLOCKS = 60
_FACTS = ("title", "slug", "day", "description", "external_url")


class NoSuchBlock(Refusal):
    code = "no_such_block"
    status = 404


class TooManyBlocks(Refusal):
    code = "too_many_blocks"


def make(*, kind: str, title: str, slug: str, draft: list[dict[str, Any]]) -> Page:
    """A page of this kind with these blocks; of a kind that is there already, that one."""
    fields = {"title": title, "slug": slug, "draft": draft}
    if kind in Page.MANY:
        return Page.objects.create(kind=kind, **fields)
    page: Page
    page, _made = Page.objects.get_or_create(kind=kind, defaults=fields)
    return page


def describe(*, page: Page, values: Mapping[str, Any], at: datetime) -> None:
    """What the page is called and where and when it stands.

    Address and day hold at once, the rest with the next publishing.
    """
    names = [name for name in _FACTS if name in values]
    for name in names:
        setattr(page, name, values[name])
    page.changed_at = at
    page.save(update_fields=[*names, "changed_at"])
    if page.is_published:
        settings.show_anew()


def add_block(*, page: Page, kind: blocks.Kind, before: str, at: datetime) -> str:
    """A new block before the one of that id, or behind all; its id."""
    with _writing(page, at) as draft:
        if len(draft) >= MOST_BLOCKS:
            raise TooManyBlocks(_("A page holds 60 blocks at most. Make another page."))
        block = blocks.new(kind)
        draft.insert(_place(draft, before, behind=len(draft)), block)
    return str(block["id"])


def write_block(*, page: Page, block_id: str, values: Mapping[str, Any], at: datetime) -> None:
    """Put these parts into the block. Raises ``NoSuchBlock``."""
    with _writing(page, at) as draft:
        draft[_found(draft, block_id)].update(values)


def move_block(*, page: Page, block_id: str, to: str, at: datetime) -> None:
    """``to`` is earlier, later, or the id of the block before which it shall stand."""
    with _writing(page, at) as draft:
        place = _found(draft, block_id)
        block = draft.pop(place)
        steps = {"earlier": max(0, place - 1), "later": min(len(draft), place + 1)}
        draft.insert(steps[to] if to in steps else _place(draft, to, behind=len(draft)), block)


def remove_block(*, page: Page, block_id: str, at: datetime) -> None:
    """Take the block out; ``bring_back`` undoes it, until another one is taken out."""
    with _writing(page, at) as draft:
        place = _found(draft, block_id)
        page.removed = {"at": place, "block": draft.pop(place)}


def bring_back(*, page: Page, at: datetime) -> None:
    """Put what was taken out last back where it was; nothing where nothing was."""
    with _writing(page, at) as draft:
        if page.removed:
            draft.insert(page.removed["at"], page.removed["block"])
        page.removed = None


def publish(*, page: Page, at: datetime) -> None:
    """Show the draft to the world; the last twenty publishings can be gone back to."""
    with transaction.atomic():
        page.publish(at=at)
        PageVersion.objects.create(
            page=page, content=page.live, published_at=at, published_by=audit.actor().name[:200]
        )
        versions = PageVersion.objects.filter(page=page)
        kept = list(versions.values_list("pk", flat=True)[: PageVersion.MOST])
        versions.exclude(pk__in=kept).delete()
        audit.note("site.page_published", subject=("page", page.public_id, page.title))
    settings.show_anew()


def unpublish(*, page: Page) -> None:
    with transaction.atomic():
        page.unpublish()
        audit.note("site.page_unpublished", subject=("page", page.public_id, page.title))
    settings.show_anew()


def go_back(*, page: Page, version: PageVersion, at: datetime) -> None:
    """Make the draft what was published then; the world sees it after the next publishing."""
    content = version.content
    page.title, page.description = content["title"], content["description"]
    page.external_url, page.draft = content["external_url"], content["blocks"]
    page.removed, page.changed_at = None, at
    names = ["title", "description", "external_url", "draft", "removed", "changed_at"]
    page.save(update_fields=names)


def delete(*, page: Page) -> None:
    with transaction.atomic():
        audit.note("site.page_deleted", subject=("page", page.public_id, page.title))
        page.delete()
    settings.show_anew()


@contextmanager
def _writing(page: Page, at: datetime) -> Iterator[list[dict[str, Any]]]:
    """The draft, to be changed by one at a time, and stored afterwards."""
    with transaction.atomic():
        fresh = Page.objects.select_for_update().get(pk=page.pk)
        page.draft, page.removed = fresh.draft, fresh.removed
        yield page.draft
        page.changed_at = at
        page.save(update_fields=["draft", "removed", "changed_at"])


def _found(draft: list[dict[str, Any]], block_id: str) -> int:
    for place, block in enumerate(draft):
        if block["id"] == block_id:
            return place
    raise NoSuchBlock(_("This block is not there any more."))


def _place(draft: list[dict[str, Any]], before: str, *, behind: int) -> int:
    places = [place for place, block in enumerate(draft) if block["id"] == before]
    return places[0] if places else behind
