"""Libraries that are read at their first use.

Some take tens of megabytes, and most processes never use them. Unlike ``importlib.util.LazyLoader``
this may be used by several threads at once on every Python that we run on.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def module(name: str) -> Any:
    """Stands for the module of this name; for types, import it under ``TYPE_CHECKING`` besides."""
    return _Late(name)
