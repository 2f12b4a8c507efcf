"""Hooks that the platform itself asks and modules answer. Each has one docstring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from safelight.kernel.figures import Figures
    from safelight.storage.claims import Link

spec = pluggy.HookspecMarker("safelight")


@spec
def merge_visitor(source_id: int, target_id: int) -> None:
    """Move what visitor ``source_id`` kept (picks, a cart) to visitor ``target_id``.

    Asked in the transaction in which somebody signs in. Where both have said something of the
    same file, the target's word stands.
    """


@spec
def rights_changed(client_ids: list[int]) -> None:
    """These clients may have lost a right: they were disabled, or left or joined a client group.

    Asked in the transaction of the change. Whoever hands out signed links for them raises the
    access revisions that the links carry, so that a link made before ends with the commit.
    """


@spec
def team_rights_changed(person_ids: list[int]) -> None:
    """These people of the team may have lost a right: another role, out of the team, shut out.

    Asked in the transaction of the change, with the same duty as ``rights_changed``.
    """


@spec
def revision_of_link(request: HttpRequest, link: Link) -> int | None:
    """The present access revision of the link's scope, if the person may still have its file.

    Asked when a signed link is used after its scope's rights have changed or its time is over.
    None where the scope is another module's, or the answer is no.
    """


@spec
def site_tools(request: HttpRequest) -> dict[str, object] | None:
    """What a module adds to every page of the site: names that ``site/tools.html`` shows."""


@spec
def brand_of(kind: str, public_id: str) -> int | None:
    """Id of the brand that this wears for clients: a gallery, an order; None for the studio's own.

    Asked for each mail about it, with the kind and public id that the mail is posted with.
    """


@spec
def member_panel(request: HttpRequest, person_id: int) -> SafeString | None:
    """More on the team's page of a member: what a module lets them do, and where that is changed.

    Whoever asks may manage the team.
    """


@spec
def heard_from_provider(provider: str, names: dict[str, str]) -> None:
    """A provider outside told that something happened to the objects that ``names`` names by kind.

    Asked in the transaction that stores the news. What happened is not told: it is only a reason to
    ask the provider, in a job of its own.
    """


@spec
def studio_figures() -> Figures:  # type: ignore[empty-body]
    """What the people who run the platform see of this module in a studio.

    Asked inside each studio every quarter of an hour by a job: a few quick counts, no content.
    """
