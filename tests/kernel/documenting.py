"""The parts of ``docs/`` that are made from the code.

``python -m tests.kernel.documenting`` writes them anew; a test fails where they are stale.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from safelight.kernel import events, hooks, registry
from safelight.kernel.errors import Refusal

ROOT = Path(__file__).resolve().parents[2]
HOOKS_AND_EVENTS = Path("docs/hooks-and-events.md")
API = Path("docs/api/README.md")
MARK = "<!-- From here on made by: python -m tests.kernel.documenting -->\n"
# Refusals of hosts that have no API.
WITHOUT_API = {"console", "signup", "demo", "embedded"}


def pages() -> dict[Path, str]:
    """Each page as it should be: what people wrote, the mark, and what is made."""
    made = {HOOKS_AND_EVENTS: [*_hooks(), *_events()], API: [*_codes()]}
    return {
        page: written(page).partition(MARK)[0] + MARK + "\n" + "\n".join(lines) + "\n"
        for page, lines in made.items()
    }


def written(page: Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def event_classes() -> dict[str, type[events.Event]]:
    """Events that the project's modules publish, in the registry's order."""
    found: dict[str, type[events.Event]] = {}
    for manifest in registry.manifests():
        if manifest.publishes:
            import_module(manifest.publishes)
            mine = events.declared().items()
            found |= {name: cls for name, cls in mine if cls.__module__ == manifest.publishes}
    return found


def refusals() -> Iterator[type[Refusal]]:
    """Every refusal of the project whose code may reach a program."""
    for folder in ("platform/safelight", "tenants", "modules"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if not WITHOUT_API & set(path.parts):
                yield from _refusals_of(path)


def _hooks() -> Iterator[str]:
    yield "## Hooks"
    for name, function in hooks.specified().items():
        answering = [answer.plugin_name for answer in _answers(name)]
        yield f"\n### {name}\n"
        yield f"`{name}{_signature(function)}`, specified in `{function.__module__}`\n"
        yield inspect.getdoc(function) or ""
        yield f"\nAnswered by: {', '.join(reversed(answering)) or 'nobody'}."


def _answers(name: str) -> list[Any]:
    return list(getattr(hooks._manager().hook, name).get_hookimpls())[::-1]


def _signature(function: Any) -> str:
    return str(inspect.signature(function)).replace("'", "")


def _events() -> Iterator[str]:
    yield "\n## Events"
    for name, cls in event_classes().items():
        fields = ", ".join(f"{field.name}: {field.type}" for field in dataclasses.fields(cls))
        heard = [f"`{listener.path}`" for _module, listener in registry.listeners(name)]
        yield f"\n### {name}\n"
        yield f"`{cls.__name__}({fields})`, declared in `{cls.__module__}`\n"
        yield inspect.getdoc(cls) or ""
        yield f"\nHeard by: {', '.join(heard) or 'nobody yet'}."


def _codes() -> Iterator[str]:
    yield "| code | status | when |"
    yield "| --- | --- | --- |"
    rows: dict[str, tuple[set[int], list[str]]] = {}
    for cls in refusals():
        statuses, reasons = rows.setdefault(cls.code, (set(), []))
        statuses.add(cls.status)
        reasons.append(_when(cls))
    for code, (statuses, reasons) in sorted(rows.items()):
        shown = ", ".join(map(str, sorted(statuses)))
        yield f"| `{code}` | {shown} | {'; '.join(dict.fromkeys(reasons))} |"


def _when(cls: type[Refusal]) -> str:
    """The first line of the class's own docstring, or its name in words."""
    own = inspect.cleandoc(vars(cls).get("__doc__") or "").partition("\n")[0].rstrip(".")
    letters = "".join(f" {c.lower()}" if c.isupper() else c for c in cls.__name__).strip()
    return own or letters


def _refusals_of(path: Path) -> Iterator[type[Refusal]]:
    classes = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and any(_is_code(part) for part in node.body)
    ]
    if classes:
        module = import_module(_dotted(path))
        found = [getattr(module, name) for name in classes]
        yield from (cls for cls in found if issubclass(cls, Refusal) and cls is not Refusal)


def _is_code(part: ast.stmt) -> bool:
    return isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "code"


def _dotted(path: Path) -> str:
    relative = path.relative_to(ROOT).with_suffix("")
    return ".".join(part for part in relative.parts if part not in {"platform", "__init__"})


def main() -> None:
    for page, text in pages().items():
        (ROOT / page).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safelight.settings")
    django.setup()
    main()
