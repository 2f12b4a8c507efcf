"""Words in the sources that nobody can translate, because nothing marks them as words."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

from safelight.words import extracting

# Attributes that people read or hear.
_READ = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription"}
_SILENT = {"script", "style", "code", "kbd", "samp"}
# Said the same everywhere.
_SAME = {
    "api", "cmyk", "csv", "dkim", "dmarc", "dns", "excel", "exif", "html", "https", "iptc", "json",
    "mb", "pdf", "png", "px", "safelight", "sha", "spf", "totp", "utc", "xmp", "zip",
}  # fmt: skip
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.S)
_BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.S)
# Names of controllers and rules for robots are read by machines.
_MACHINES = re.compile(
    r"\{% block (?:robots|body_attributes|body_class|entry|skin|scheme) %\}.*?\{% endblock %\}",
    re.S,
)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENTITY = re.compile(r"&#?\w+;")


def in_template(path: Path) -> list[str]:
    """Texts of an HTML or plain template that stand outside every translation tag."""
    text = _COMMENT.sub("", path.read_text())
    text = _TAG.sub(" ", _BLOCK.sub(" ", _MACHINES.sub(" ", text)))
    if path.suffix != ".html":
        return [line.strip() for line in text.splitlines() if _speaks(line)]
    reader = _Reader()
    reader.feed(text)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        for name, value in attrs:
            is_word = name in _READ or (name == "value" and tag == "input" and _is_button(attrs))
            if is_word and value and _speaks(value):
                self.found.append(f"{name}={value.strip()!r}")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self._silent and _speaks(data):
            self.found.append(" ".join(data.split()))


def _speaks(text: str) -> bool:
    return any(word.lower() not in _SAME for word in _WORD.findall(_ENTITY.sub(" ", text)))


def _is_button(attrs: list[tuple[str, str | None]]) -> bool:
    return dict(attrs).get("type") in {"submit", "button", "reset"}


# Whatever these are told, a developer or an operator of the machine reads.
_TO_DEVELOPERS = {
    "debug", "info", "warning", "error", "exception", "critical", "log", "write", "print",
    "Error", "Warning", "execute", "compile", "RunSQL", "import_string", "add_argument",
}  # fmt: skip
_SENTENCE = re.compile(r"^[A-Z“„¿¡][^\n]*\w[.?!…]$")
_LABELS = {"label", "help_text", "title", "verbose_name", "placeholder", "sentence", "empty_label"}


def in_python(path: Path) -> list[str]:
    """Whole sentences, and what is given as a label, that no call of gettext holds."""
    text = path.read_text()
    finder = _Finder(set(extracting.aliases(text)))
    finder.visit(ast.parse(text))
    return finder.found


class _Finder(ast.NodeVisitor):
    def __init__(self, marks: set[str]) -> None:
        self.found: list[str] = []
        self._marks = marks

    def visit_Call(self, node: ast.Call) -> None:  # noqa: N802 - ast's own name
        name = _name(node.func)
        if name in self._marks or name in _TO_DEVELOPERS:
            return
        for keyword in node.keywords:
            value = keyword.value
            if keyword.arg in _LABELS and isinstance(value, ast.Constant):
                self._label(value)
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:  # noqa: N802 - as above
        call = node.exc
        if isinstance(call, ast.Call) and _name(call.func) in _FOR_DEVELOPERS:
            return
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:  # noqa: N802 - as above
        if not isinstance(node.value, ast.Constant):  # A docstring.
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:  # noqa: N802 - as above
        if isinstance(node.value, str) and " " in node.value and _SENTENCE.match(node.value):
            self.found.append(node.value)

    def _label(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _WORD.search(node.value) and " " in node.value:
            self.found.append(node.value)


_FOR_DEVELOPERS = {
    "ValueError", "TypeError", "RuntimeError", "LookupError", "KeyError", "AssertionError",
    "ImproperlyConfigured", "NotImplementedError", "CommandError", "ConfigurationError",
}  # fmt: skip


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
