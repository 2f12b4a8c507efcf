"""Which mails there are, and what each of them can say: the one list that posting is held to.

A package of the platform declares its mails in ``<package>/mails.py`` as ``MAILS``, a module in
the module that ``Manifest.mails`` names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from safelight.kernel import registry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Context = Mapping[str, Any]


class Form(Enum):
    """``TEXT`` stands anywhere, ``LINK`` is a path of the studio's site, ``BLOCK`` a paragraph."""

    TEXT = "text"
    LINK = "link"
    BLOCK = "block"


@dataclass(frozen=True)
class Block:
    """Several lines made by us, such as what was ordered: as plain text, and as safe HTML."""

    text: str
    html: str


Value = str | Block


@dataclass(frozen=True, kw_only=True)
class Variable:
    """Something that a mail knows. ``required``: words without it would be of no use."""

    name: str
    title: str | _StrPromise
    example: str | _StrPromise
    form: Form = Form.TEXT
    required: bool = False


STUDIO = Variable(name="studio", title=_("The studio's name"), example=_("Atelier Nord"))


class ContextDrifted(TypeError):
    """A mail was posted with other things than its declaration names."""


class UnknownMail(LookupError):
    """No package declares a mail of this name."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One kind of mail.

    ``needs`` are the names of its context, no more and no less. A mail with ``text`` has words in
    the language of ``outbox.words``, which a studio may replace; ``values`` fills them from the
    context, in the language that is spoken and with ``path`` values for links. A mail without is
    written in ``mails/<name>.subject.txt``, ``.txt`` and ``.html``.
    ``unsubscribe`` names what a reader may have no more of; without, nobody can (orders).
    """

    name: str
    title: str | _StrPromise
    to: Literal["client", "team", "lab"]
    needs: frozenset[str]
    subject: str | _StrPromise = ""
    text: str | _StrPromise = ""
    variables: tuple[Variable, ...] = ()
    values: Callable[[Context], Mapping[str, Value]] | None = None
    is_optional: bool = False
    # An optional mail that a studio has to switch on.
    starts_off: bool = False
    # Holds a way in: the log shows no words of it. For the team: who may have it for themselves.
    is_secret: bool = False
    permission: str = ""
    unsubscribe: Literal["", "reminders", "news"] = ""

    @property
    def has_words(self) -> bool:
        return bool(self.text)

    @property
    def known(self) -> dict[str, Variable]:
        """Every variable by its name, the studio's own name among them."""
        return {each.name: each for each in (*self.variables, STUDIO)}

    def check(self, context: Context) -> None:
        """Raise ``ContextDrifted`` unless the context has exactly what this mail needs."""
        if wrong := self.needs.symmetric_difference(context):
            raise ContextDrifted(f"{self.name}: {', '.join(sorted(wrong))} too many or missing.")

    def fill(self, context: Context) -> dict[str, Value]:
        """The value of each variable; raises ``ContextDrifted`` where one is not declared."""
        assert self.values is not None
        found = dict(self.values(context))
        if wrong := set(found).symmetric_difference(each.name for each in self.variables):
            raise ContextDrifted(f"{self.name}: values of {', '.join(sorted(wrong))} drifted.")
        return found


def find(name: str) -> Mail:
    """Raises ``UnknownMail``."""
    try:
        return _by_name()[name]
    except KeyError:
        raise UnknownMail(f"Declare the mail {name} in the MAILS of its package.") from None


def secret() -> frozenset[str]:
    """Names of the mails that hold a way in."""
    return frozenset(mail.name for mail in declared() if mail.is_secret)


def declared() -> tuple[Mail, ...]:
    """All mails, in the order of packages and of their lists."""
    return tuple(_by_name().values())


def of_modules(enabled: frozenset[str]) -> list[Mail]:
    """The mails of the platform and of these modules."""
    return [mail for mail, owner in _load() if not owner or owner in enabled]


@cache
def _by_name() -> dict[str, Mail]:
    found: dict[str, Mail] = {}
    for mail, _owner in _load():
        if mail.name in found:
            raise ValueError(f"Two mails are called {mail.name}.")
        found[mail.name] = mail
    return found


@cache
def _load() -> tuple[tuple[Mail, str], ...]:
    """Each mail with the module it belongs to, which is empty for the platform's own."""
    paths = [
        (f"{config.name}.mails", "")
        for config in apps.get_app_configs()
        if config.name.startswith("safelight.") and find_spec(f"{config.name}.mails")
    ]
    paths += [(m.mails, m.name) for m in registry.manifests() if m.mails]
    return tuple(
        (mail, owner) for path, owner in paths for mail in getattr(import_module(path), "MAILS", ())
    )
