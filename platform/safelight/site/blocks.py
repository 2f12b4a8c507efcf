"""What pages are made of: the kinds of blocks and the parts of each."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safelight.kernel import registry
from safelight.kernel.site_parts import SiteAddress, SiteBlock, SiteParts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Sort = Literal["line", "text", "prose", "picture", "choice", "address", "number"]
FOCUS = [(str(each), f"{each} %") for each in range(0, 101, 10)]


@dataclass(frozen=True)
class Part:
    """One field of a block. ``prose`` is a small Markdown, ``picture`` the id of a picture."""

    name: str
    title: str | _StrPromise
    sort: Sort = "line"
    help: str | _StrPromise = ""
    choices: tuple[tuple[str, str | _StrPromise], ...] = ()
    usual: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of block; ``of`` is the module's own block where a module makes it."""

    name: str
    title: str | _StrPromise
    icon: str
    parts: tuple[Part, ...]
    of: SiteBlock | None = None

    @property
    def template(self) -> str:
        return f"site/blocks/{self.name}.html"


_HEADING = Part("heading", _("Heading"))
_PICTURE = Part("picture", _("Picture"), "picture")
_ALT = Part("alt", _("What it shows, for those who cannot see it"))
_BUTTON = (
    Part("button_text", _("Button")),
    Part("button_url", _("Where the button leads"), "address", _("Such as /book/ or https://…")),
)
_FOCUS = (
    Part("focus_x", _("What matters, from the left"), "choice", choices=tuple(FOCUS), usual="50"),
    Part("focus_y", _("What matters, from the top"), "choice", choices=tuple(FOCUS), usual="40"),
)
_SIDES = (("left", pgettext_lazy("side", "Left")), ("right", pgettext_lazy("side", "Right")))
_HEIGHTS = (("tall", _("Whole screen")), ("half", _("Half of the screen")))
_WIDTHS = (("text", _("As wide as text")), ("wide", _("Wide")), ("full", _("From edge to edge")))
_COUNTS = (("3", "3"), ("6", "6"), ("9", "9"))
_LINES = (("space", _("Empty space")), ("line", _("A line")))

KINDS = (
    Kind("cover", _("Cover"), "image", (
        _PICTURE, *_FOCUS, _HEADING, Part("text", _("Text"), "text"), *_BUTTON,
        Part("height", _("Height"), "choice", choices=_HEIGHTS, usual="tall"),
    )),
    Kind("text", _("Text"), "pencil", (
        _HEADING,
        Part("text", _("Text"), "prose", _("**bold**, *italic*, - list, [words](https://…)")),
    )),
    Kind("picture", _("Picture"), "file-image", (
        _PICTURE, _ALT, Part("caption", _("Caption")),
        Part("width", _("Width"), "choice", choices=_WIDTHS, usual="wide"),
    )),
    Kind("beside", _("Picture and text"), "rectangle-vertical", (
        _PICTURE, _ALT, _HEADING, Part("text", _("Text"), "prose"), *_BUTTON,
        Part("side", _("Side of the picture"), "choice", choices=_SIDES, usual="left"),
    )),
    Kind("voices", _("What clients say"), "message-circle", (
        _HEADING,
        Part("text", _("Voices"), "text", _("One below the other with an empty line between; the "
             "last line of each is the name.")),
    )),
    Kind("prices", _("Prices"), "tag", (
        _HEADING,
        Part("text", _("Packages"), "text", _("One a paragraph: name, price and what is in it, "
             "each on a line of its own.")),
        *_BUTTON,
    )),
    Kind("questions", _("Questions"), "circle-help", (
        _HEADING,
        Part("text", _("Questions and answers"), "text", _("One a paragraph: the question on the "
             "first line, the answer below it.")),
    )),
    Kind("posts", _("Newest posts of the blog"), "list", (
        _HEADING, Part("count", _("How many"), "choice", choices=_COUNTS, usual="3"),
    )),
    Kind("contact", _("Contact form"), "mail", (
        _HEADING, Part("text", _("Text"), "prose"),
    )),
    Kind("buttons", _("Buttons"), "link", (
        Part("text", _("Buttons"), "text", _("One a line: words | address")),
    )),
    Kind("line", _("Space or line"), "minus", (
        Part("look", _("Look"), "choice", choices=_LINES, usual="space"),
    )),
)  # fmt: skip
_BY_NAME = {kind.name: kind for kind in KINDS}


def kinds(modules: frozenset[str]) -> list[Kind]:
    """The kinds that a studio with these modules may use."""
    return [*KINDS, *(_of_module(block) for parts in _parts(modules) for block in parts.blocks)]


def kind_of(name: str, modules: frozenset[str]) -> Kind | None:
    """The kind of this name; None where its module is off, or nobody makes it any more."""
    if name in _BY_NAME:
        return _BY_NAME[name]
    return next((kind for kind in kinds(modules) if kind.name == name), None)


def new(kind: Kind) -> dict[str, Any]:
    """A block of this kind with nothing in it yet."""
    return {"id": secrets.token_hex(5), "kind": kind.name, **{p.name: p.usual for p in kind.parts}}


def addresses(request: HttpRequest, modules: frozenset[str]) -> list[SiteAddress]:
    """Addresses of modules that anybody may see."""
    found: list[SiteAddress] = []
    for parts in _parts(modules):
        if parts.addresses is not None:
            found += parts.addresses(request)
    return found


def _of_module(block: SiteBlock) -> Kind:
    parts: tuple[Part, ...] = (_HEADING,)
    if block.choices is not None:
        parts = (Part("choice", _("What is shown"), "choice", block.text), _HEADING)
    return Kind(block.kind, block.title, "layout-grid", parts, of=block)


def _parts(modules: frozenset[str]) -> Iterable[SiteParts]:
    for manifest in registry.manifests():
        if manifest.name in modules and manifest.site_parts:
            parts: SiteParts = import_string(manifest.site_parts)
            yield parts
