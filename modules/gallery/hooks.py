"""What galleries ask of modules above them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from safelight.kernel import hooks as kernel_hooks
from safelight.kernel.hookspecs import spec

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from modules.gallery.access.sight import Sight
    from modules.gallery.facts import Claim, Held, Mark
    from modules.gallery.models import Gallery, Photo
    from safelight.accounts.models import Member


@dataclass(frozen=True, kw_only=True)
class Link:
    """A way to a page of another module."""

    title: str | _StrPromise
    url: str
    icon: str = ""


class Shown(Protocol):
    """A photo as it lies in a gallery; pixels of the original."""

    @property
    def id(self) -> int: ...

    @property
    def state(self) -> str: ...

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...


@spec
def ordered_photo_ids(visitor_id: int, photo_ids: list[int]) -> set[int]:  # type: ignore[empty-body]
    """Which of these photos the visitor has ordered, in orders that were not cancelled."""


@spec
def buying_address(gallery: Gallery) -> str | None:
    """Where photos of the gallery are bought, with ``ID`` for the photo.

    None where nothing is sold of any photo. Kept until the gallery's content revision is raised.
    """


@spec
def photos_for_sale(  # type: ignore[empty-body]
    gallery: Gallery, photos: Sequence[Shown], free_states: Collection[str]
) -> set[int]:
    """Of which of these photos something is sold to whoever may enter the gallery.

    ``free_states``: of photos whose original they may have for nothing. Kept as above.
    """


@spec
def gallery_for_sale(gallery: Gallery, free_states: Collection[str]) -> Link | None:
    """Where the gallery as a whole, or something that goes with it, is bought. Kept as above."""


@spec
def picked_for_sale(gallery: Gallery) -> Link | None:
    """Where prints of all that a visitor picked in the gallery are ordered. Kept as above."""


@spec
def photo_offers(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    """What is sold of the photo, on its page; the person of the request may enter the gallery."""


@spec
def gallery_tabs(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:  # type: ignore[empty-body]
    """More tabs on the team's pages of a gallery, for a member with these permissions."""


@spec
def photo_panel(request: HttpRequest, gallery: Gallery, photo: Photo) -> SafeString | None:
    """One more panel on the team's page of a photo; the member may see the gallery."""


@spec
def selection_links(gallery: Gallery, allowed: frozenset[str]) -> list[Link]:  # type: ignore[empty-body]
    """More to do with selected photos: pages to which ``photo`` is posted for each of them."""


@spec
def claimed_finals(gallery: Gallery, visitor_id: int) -> dict[int, Claim]:  # type: ignore[empty-body]
    """Photos of the gallery whose finals the visitor may have: ordered, paid, and told of."""


@spec
def transfer_panel(
    request: HttpRequest, gallery: Gallery, transferred: frozenset[int]
) -> SafeString | None:
    """More on the team's page of a gallery's photo transfer; the member may see the gallery.

    ``transferred``: ids of photos that have a final.
    """


@spec
def transfer_in_use(gallery: Gallery) -> str | None:
    """Why the gallery's photo transfer cannot be taken off, as a sentence for the team.

    None where nobody counts on it.
    """


@spec
def sight_of_member(member: Member) -> Sight | None:
    """What this member of the team has before them; None where the role alone decides.

    Asked once a request.
    """


@spec
def why_not_placed(gallery: Gallery, photo_ids: list[int]) -> str | None:
    """Why photos cannot be shown in a gallery that clients may see, as a sentence for the team.

    Asked before they are placed, whoever places them. None where nothing is in the way.
    """


@spec
def why_not_replaced(photo_id: int, person_id: int | None) -> str | None:
    """Why this person cannot give the photo another file, or an earlier one, now; a sentence.

    Asked beside the rights, where the file is decided about. None where nothing is in the way.
    """


@spec
def photo_tags(photo_ids: list[int]) -> dict[int, SafeString]:  # type: ignore[empty-body]
    """A short word about each photo in the team's grids, by photo id: where its file is from."""


@spec
def held_photos(  # type: ignore[empty-body]
    gallery: Gallery, photo_ids: list[int], visitor_id: int | None
) -> dict[int, Held]:
    """Which of these photos a client may not download although their row lets them, and why.

    Asked before originals and formats are given out, one by one or in archives, and by whatever
    shows a way to download them.
    """


@spec
def downloading(gallery: Gallery, photo_ids: list[int], visitor_id: int | None) -> list[int]:  # type: ignore[empty-body]
    """A client is given these photos now: write down what counts, in the transaction of the log.

    The ids of those that may not be given after all: somebody else was faster.
    """


@spec
def gallery_banner(request: HttpRequest, gallery: Gallery) -> SafeString | None:
    """One more part above the photos on the clients' page: what is included, what is the next step.

    Not kept with the page: asked for each visitor.
    """


@spec
def why_not_picked(gallery: Gallery, photo_id: int, visitor_id: int) -> str | None:
    """Why the visitor cannot pick this photo, or take the pick back, now; a sentence for them.

    None where nothing is in the way.
    """


@spec
def needed_photos(photo_ids: list[int]) -> set[int]:  # type: ignore[empty-body]
    """Those of the photos that somebody ordered and has not got: no rule of time deletes them."""


@spec
def watermarks(photo_ids: list[int]) -> dict[int, Mark]:  # type: ignore[empty-body]
    """The text that is written across the low-resolution download of each of these photos.

    Photos without one are left out. Asked before files are given out and where links are decided
    anew; originals, formats, finals and what was bought never have one.
    """


def ordered_photos(modules: frozenset[str], *, visitor_id: int, photo_ids: list[int]) -> set[int]:
    """The union of all answers to ``ordered_photo_ids``."""
    answers: list[set[int]] = kernel_hooks.call(
        modules, "ordered_photo_ids", visitor_id=visitor_id, photo_ids=photo_ids
    )
    return set().union(*answers)


def photos_that_are_needed(modules: frozenset[str], *, photo_ids: list[int]) -> set[int]:
    """The union of all answers to ``needed_photos``."""
    answers: list[set[int]] = kernel_hooks.call(modules, "needed_photos", photo_ids=photo_ids)
    return set[int]().union(*answers)


def address_to_buy(modules: frozenset[str], *, gallery: Gallery) -> str:
    """The first answer to ``buying_address``, or nothing."""
    answers: list[str] = kernel_hooks.call(modules, "buying_address", gallery=gallery)
    return answers[0] if answers else ""


def sold_photos(
    modules: frozenset[str],
    *,
    gallery: Gallery,
    photos: Sequence[Shown],
    free_states: Collection[str],
) -> set[int]:
    """The union of all answers to ``photos_for_sale``."""
    answers: list[set[int]] = kernel_hooks.call(
        modules, "photos_for_sale", gallery=gallery, photos=photos, free_states=free_states
    )
    return set().union(*answers)


def link_of_picked(modules: frozenset[str], *, gallery: Gallery) -> Link | None:
    """The first answer to ``picked_for_sale``."""
    answers: list[Link] = kernel_hooks.call(modules, "picked_for_sale", gallery=gallery)
    return answers[0] if answers else None


def links_to_buy(
    modules: frozenset[str], *, gallery: Gallery, free_states: Collection[str]
) -> list[Link]:
    """All answers to ``gallery_for_sale``."""
    found: list[Link] = kernel_hooks.call(
        modules, "gallery_for_sale", gallery=gallery, free_states=free_states
    )
    return found


def offers_of_photo(
    modules: frozenset[str], *, request: HttpRequest, gallery: Gallery, photo: Photo
) -> SafeString:
    """All answers to ``photo_offers``, one below the other."""
    return _joined(
        kernel_hooks.call(modules, "photo_offers", request=request, gallery=gallery, photo=photo)
    )


def panels_of_photo(
    modules: frozenset[str], *, request: HttpRequest, gallery: Gallery, photo: Photo
) -> SafeString:
    """All answers to ``photo_panel``, one below the other."""
    return _joined(
        kernel_hooks.call(modules, "photo_panel", request=request, gallery=gallery, photo=photo)
    )


def claims_to_finals(
    modules: frozenset[str], *, gallery: Gallery, visitor_id: int
) -> dict[int, Claim]:
    """The union of all answers to ``claimed_finals``."""
    found: dict[int, Claim] = {}
    for claims in kernel_hooks.call(
        modules, "claimed_finals", gallery=gallery, visitor_id=visitor_id
    ):
        found |= claims
    return found


def panels_of_transfer(
    modules: frozenset[str],
    *,
    request: HttpRequest,
    gallery: Gallery,
    transferred: frozenset[int],
) -> SafeString:
    """All answers to ``transfer_panel``, one below the other."""
    return _joined(
        kernel_hooks.call(
            modules, "transfer_panel", request=request, gallery=gallery, transferred=transferred
        )
    )


def why_transfer_stays(modules: frozenset[str], *, gallery: Gallery) -> str:
    """All answers to ``transfer_in_use``, or nothing."""
    return " ".join(kernel_hooks.call(modules, "transfer_in_use", gallery=gallery))


def more_links(
    modules: frozenset[str], hook: str, *, gallery: Gallery, allowed: frozenset[str]
) -> list[Link]:
    """All answers to ``gallery_tabs`` or ``selection_links``, one after the other."""
    answers: list[list[Link]] = kernel_hooks.call(modules, hook, gallery=gallery, allowed=allowed)
    return [link for links in answers for link in links]


def _joined(answers: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((answer,) for answer in answers))
