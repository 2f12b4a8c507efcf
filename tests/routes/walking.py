"""Every route of the project, read from the URL confs themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

# <converter:name> of a path, and (?P<name>…) of a regular expression.
_PARAMETER = re.compile(r"(?<!P)<(?:[a-z_]+:)?([a-z_]+)>|\(\?P<([a-z_]+)>[^)]*\)")

STUDIO = "safelight.urls_studio"
PLATFORM = "safelight.urls_platform"
CONSOLE = "safelight.urls_console"


@dataclass(frozen=True)
class Route:
    """One pattern. ``view`` is the callback as a request meets it, gate and doors included."""

    urlconf: str
    name: str
    pattern: str
    view: Callable[..., Any]

    @property
    def module(self) -> str:
        return getattr(self.view, "module_name", "")

    @property
    def permission(self) -> str | None:
        return getattr(self.view, "permission", None)

    @property
    def is_page_of_the_workspace(self) -> bool:
        return hasattr(self.view, "permission")

    @property
    def view_class(self) -> Any:
        return getattr(self.view, "cls", getattr(self.view, "view_class", None))

    def parameters(self) -> list[str]:
        return [plain or named for plain, named in _PARAMETER.findall(self.pattern)]

    def path(self, values: dict[str, str]) -> str:
        """The address with its parameters filled in."""
        filled = _PARAMETER.sub(lambda found: values[found[1] or found[2]], self.pattern)
        return "/" + filled.replace("^", "").replace("$", "").replace("\\.", ".")


def routes(*urlconfs: str) -> list[Route]:
    return [
        Route(urlconf, name, pattern, view)
        for urlconf in urlconfs or (STUDIO, PLATFORM, CONSOLE)
        for pattern, name, view in _walk(get_resolver(urlconf).url_patterns)
        if name != CATCH_ALL
    ]


CATCH_ALL = "?"  # The API's answer to addresses that nobody has; it has no name.


def _walk(
    patterns: Iterable[Any], prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, Callable[..., Any]]]:
    for pattern in patterns:
        here = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield here, ":".join([*namespaces, pattern.name or CATCH_ALL]), pattern.callback
