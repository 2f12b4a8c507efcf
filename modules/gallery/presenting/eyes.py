"""Who looks at which gallery, and with which rights."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from modules.gallery.access import Grant
from modules.gallery.facts import Held
from modules.gallery.models import DeliveryFormat, Gallery
from modules.gallery.selling import free_states
from modules.gallery.services.downloads import choices, held
from safelight.accounts.models import Visitor

DOWNLOAD = 1
ORDER = 2
BUY = 4


@dataclass(frozen=True, kw_only=True)
class Eye:
    """One visitor's look at one gallery. ``formats`` are those of the grant.

    ``holds_galleries``: others lie in it, whether or not this visitor may see them.
    ``is_over``: the time to pick and order has passed for them.
    """

    gallery: Gallery
    grant: Grant
    visitor: Visitor | None
    formats: Sequence[DeliveryFormat]
    modules: frozenset[str]
    holds_galleries: bool
    is_over: bool = False

    @property
    def may_ever_order(self) -> bool:
        return self.grant.order and "commerce" in self.modules

    @property
    def free_states(self) -> frozenset[str]:
        return free_states(self.grant)

    @property
    def buys_nothing(self) -> bool:
        """Whether nothing is sold to them now, whatever is offered here."""
        return self.is_over or self.grant.looks_only

    def held(self, photo_ids: Collection[int]) -> dict[int, Held]:
        """Which of these photos modules hold back from this visitor, asked of them together."""
        return held(
            gallery=self.gallery, grant=self.grant, photo_ids=photo_ids, modules=self.modules,
            visitor_id=self.visitor.pk if self.visitor else None,
        )  # fmt: skip

    def actions(self, state: str) -> int:
        """What may be done now with a photo in this state: 1 download it, 2 order it, or both.

        4, to buy it, is not told by the state alone (``rows``).
        """
        may_have = bool(choices(grant=self.grant, state=state, formats=self.formats))
        may_order = "commerce" in self.modules and self.grant.may_order(
            state, self.gallery.order_states
        )
        return DOWNLOAD * may_have + ORDER * may_order
