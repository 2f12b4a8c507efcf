"""Presets: ready settings for a new gallery, as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from modules.gallery.models import Authorization, Gallery

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Originals = Authorization.Originals
Style = Gallery.Style
Transfer = Gallery.Transfer


@dataclass(frozen=True, kw_only=True)
class Rights:
    """The columns of one row of a gallery's table; formats are delivery formats by id."""

    enter: bool = True
    order: bool = False
    lowres: bool = False
    originals: str = Originals.NONE
    format_ids: frozenset[int] = field(default_factory=frozenset)


SHUT = Rights(enter=False)


@dataclass(frozen=True, kw_only=True)
class Preset:
    """``anybody`` is the Anybody row; ``default_row`` is what a client added later may do."""

    key: str
    title: _StrPromise
    meaning: tuple[_StrPromise, ...]
    style: str
    hidden: bool = True
    show_state: bool = False
    comments_on: bool = False
    ratings_on: bool = False
    picks_on: bool = True
    transfer: str = Transfer.NONE
    anybody: Rights
    default_row: Rights
    asks_password: bool = False


PRESETS: tuple[Preset, ...] = (
    Preset(
        key="private_password",
        title=_("Private gallery with general password"),
        meaning=(
            _("Whoever has the link and the password comes in; nobody has to sign in."),
            _("The entry log cannot tell who they were."),
            _("Not listed on your site."),
        ),
        style=Style.STANDARD,
        anybody=Rights(),
        default_row=Rights(),
        asks_password=True,
    ),
    Preset(
        key="protected_professional",
        title=_("Protected gallery for professional clients"),
        meaning=(
            _("Only the clients you list come in, with their e-mail address and a password."),
            _("They download the originals at once, one by one or all together."),
            _("Downloads are logged by person. Not listed on your site."),
        ),
        style=Style.PROOFING,
        show_state=True,
        anybody=SHUT,
        default_row=Rights(originals=Originals.ALL, lowres=True),
    ),
    Preset(
        key="protected_retouch",
        title=_("Protected gallery: proof, retouch, deliver"),
        meaning=(
            _("Only the clients you list come in. They pick, comment and order without paying."),
            _("You retouch and upload the finals under the same names."),
            _("Only photos that are FINAL are delivered. Not listed on your site."),
        ),
        style=Style.PROOFING,
        show_state=True,
        comments_on=True,
        anybody=SHUT,
        default_row=Rights(order=True, originals=Originals.FINAL),
    ),
    Preset(
        key="public",
        title=_("Public gallery"),
        meaning=(
            _("Everybody comes in, and it is listed on your site."),
            _("Nothing can be downloaded until you allow it."),
        ),
        style=Style.STANDARD,
        hidden=False,
        picks_on=False,
        anybody=Rights(),
        default_row=Rights(lowres=True),
    ),
    Preset(
        key="public_transfer",
        title=_("Public gallery with photo transfer"),
        meaning=(
            _("One link for everybody. Each picks and orders alone, and sees nobody else's order."),
            _("You upload the finals under the same names, then tell all clients with one click."),
            _("Each downloads what they ordered and paid. Offer a price list under Prices."),
        ),
        style=Style.STANDARD,
        transfer=Transfer.ORDERED,
        anybody=Rights(),
        default_row=Rights(),
    ),
)
# For galleries that modules above make, offered in no form. Whoever has the link looks; favourites,
# downloads and orders are for the client, who is listed or knows the client code.
FOR_SESSIONS: tuple[Preset, ...] = (
    Preset(
        key="session_final_edits",
        title=_("Gallery of a session: final edits"),
        meaning=(),
        style=Style.STANDARD,
        anybody=Rights(),
        default_row=Rights(lowres=True, originals=Originals.ALL),
    ),
    Preset(
        key="session_proofs",
        title=_("Gallery of a session: soft proofing"),
        meaning=(),
        style=Style.PROOFING,
        show_state=True,
        comments_on=True,
        anybody=Rights(),
        default_row=Rights(originals=Originals.FINAL),
    ),
)
_BY_KEY = {preset.key: preset for preset in (*PRESETS, *FOR_SESSIONS)}
NO_PRESET = Preset(
    key="",
    title=_("No preset"),
    meaning=(),
    style=Style.STANDARD,
    anybody=SHUT,
    default_row=Rights(),
)


def preset(key: str) -> Preset:
    """The preset of this key; a gallery without one is shut to Anybody."""
    return _BY_KEY.get(key, NO_PRESET)


def settings_of(chosen: Preset) -> dict[str, object]:
    """The fields of ``Gallery`` that the preset sets."""
    return {
        "preset": chosen.key,
        "style": chosen.style,
        "hidden": chosen.hidden,
        "show_state": chosen.show_state,
        "comments_on": chosen.comments_on,
        "ratings_on": chosen.ratings_on,
        "picks_on": chosen.picks_on,
        "transfer": chosen.transfer,
    }
