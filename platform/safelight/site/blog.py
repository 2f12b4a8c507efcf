"""Posts of the studio's blog, the newest first, for whoever visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from safelight.site.block_pictures import pictures_of
from safelight.site.models import Page

PER_PAGE = 12


@dataclass(frozen=True)
class Card:
    """A post as a list of posts shows it; ``image`` is a path of the site, or empty."""

    title: str
    url: str
    day: date
    text: str
    image: str


@dataclass(frozen=True)
class Leaf:
    """Posts of one leaf of the list; ``older`` is the public id that the next leaf begins after."""

    cards: list[Card]
    older: str


def published() -> QuerySet[Page]:
    found: QuerySet[Page] = Page.objects.filter(kind=Page.Kind.POST, published_at__isnull=False)
    return found.order_by("-day", "-pk")


def find(slug: str) -> Page | None:
    return published().filter(slug=slug).first()


def newest(count: int) -> list[Card]:
    return _cards(list(published()[:count]))


def leaf(*, after: str = "") -> Leaf | None:
    """The posts that are older than this one, or the newest; None where there is no such post."""
    found = published()
    if after:
        last = found.filter(public_id=after).first()
        if last is None:
            return None
        found = found.filter(Q(day__lt=last.day) | Q(day=last.day, pk__lt=last.pk))
    rows = list(found[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].public_id if len(rows) > PER_PAGE else ""
    return Leaf(_cards(rows[:PER_PAGE]), older)


def beside(page: Page) -> dict[str, Card | None]:
    """The posts before and after this one in time."""
    later = Q(day__gt=page.day) | Q(day=page.day, pk__gt=page.pk)
    earlier = Q(day__lt=page.day) | Q(day=page.day, pk__lt=page.pk)
    newer = published().filter(later).order_by("day", "pk").first()
    older = published().filter(earlier).first()
    return {
        name: _cards([found])[0] if found else None
        for name, found in (("newer", newer), ("older", older))
    }


def _cards(posts: list[Page]) -> list[Card]:
    """All of their pictures in one query."""
    pictures = pictures_of([block for post in posts for block in post.shown["blocks"]])
    cards = []
    for post in posts:
        named = (block.get("picture") for block in post.shown["blocks"])
        image = next((pictures[name].medium for name in named if name in pictures), "")
        assert post.day is not None  # A published post has one, says the database.
        shown = post.shown
        cards.append(Card(shown["title"], post.path, post.day, shown["description"], image))
    return cards
