"""Every kind of lab there is: our own, and those of installed packages.

A package names its adapter in the entry-point group ``safelight.labs`` (``docs/labs.md``). One that
cannot be loaded is left out and logged: the orders of other labs go on.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import cast

from django.utils.translation import gettext as _

from modules.labs.contract import Lab
from safelight.kernel.errors import Refusal

logger = logging.getLogger(__name__)

ENTRY_POINTS = "safelight.labs"
# Each has its adapter as ``LAB``.
OWN = ("prodigi", "whcc", "mailed", "hot_folder", "own")
_PARTS = ("check", "catalogue", "quote", "submit", "status", "cancel", "hear")


class UnknownLab(Refusal):
    code = "unknown_lab"
    status = 404


def get(code: str) -> Lab:
    """Raises ``UnknownLab``, also where the package that brought it is no longer installed."""
    try:
        return _found()[code]
    except KeyError:
        raise UnknownLab(_("There is no lab of the kind “%s” here.") % code) from None


def every() -> tuple[Lab, ...]:
    """Our own first, then those of packages by their code."""
    return tuple(_found().values())


def forget() -> None:
    """Look again, after something was installed."""
    _found.cache_clear()


@cache
def _found() -> dict[str, Lab]:
    found = {}
    for name in OWN:
        lab = cast(Lab, import_module(f"modules.labs.adapters.{name}").LAB)
        found[lab.code] = lab
    for name, lab in sorted(_installed()):
        if lab.code in found:
            logger.error("The lab %s was left out: its code %s is taken.", name, lab.code)
        else:
            found[lab.code] = lab
    return found


def _installed() -> Iterator[tuple[str, Lab]]:
    for entry in entry_points(group=ENTRY_POINTS):
        try:
            lab = entry.load()
        except Exception:
            # Whatever a stranger's package does when it is imported, ours have to work.
            logger.exception("The lab %s cannot be loaded.", entry.value)
            continue
        if isinstance(getattr(lab, "code", None), str) and all(hasattr(lab, p) for p in _PARTS):
            yield entry.name, lab
        else:
            logger.error("The lab %s was left out: it is no adapter.", entry.value)
