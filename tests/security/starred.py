"""What has to hold before anything is released, and the tests that show it, found by their names.

``python -m tests.security.starred`` writes the table into docs/security.md.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- starred -->\n", "<!-- /starred -->"
_TEST = re.compile(r"^ *def test_((?:iso|auth|con|web|ops)_\d\d)_(\w+)", re.M)
_GUARD = re.compile(r'Guard\(\s*"([A-Z]+-\d\d)",\s*"([^"]+)"')

STARRED = {
    "ISO-01": "No route and no method gives a thing of another studio, or changes one",
    "ISO-02": "Whoever follows every link of a studio meets no word of another",
    "ISO-03": "A session of one studio is nobody's in another, for equal addresses and keys too",
    "ISO-04": "Links and codes of one studio are unknown in another, and are not used up there",
    "ISO-05": "A token of one studio is refused in another and on the platform's hosts",
    "ISO-06": "What was signed for one studio is signed for no other",
    "ISO-07": "A host, however it is written, is one studio's or nobody's",
    "ISO-08": "Links in mails name the stored host, whatever host asked",
    "ISO-09": "Threads that alternate between studios and fail are never in another one",
    "ISO-10": "After a rollback the rows are those of the present studio",
    "ISO-11": "A view that failed leaves the connection in the public schema",
    "ISO-12": "A studio whose schema is behind is closed, alone, and reads nothing of the platform",
    "ISO-13": "A row is saved and deleted in its own studio only",
    "ISO-14": "A queryset is evaluated in its own studio only",
    "ISO-15": "Work of a studio that is gone is cancelled, and never done in the public schema",
    "ISO-16": "A task that names no studio is refused, unless it is the platform's",
    "ISO-18": "Equal keys of the cache and counts of tries are each studio's own",
    "ISO-19": "No path leads to a file, only a link of its own studio",
    "ISO-22": "Erasing a studio leaves nothing of it and all of the others",
    "ISO-24": "A domain is whose record proves it in this very attempt, and is lost as fast",
    "ISO-26": "What went wrong stands in the log with studio and request, and on no page",
    "ISO-27": "A studio that floods a queue waits for itself",
    "ISO-28": "Uploads at once never hold more than the plan has",
    "ISO-29": "Addresses that cannot be are refused; no name of a schema is made of what was typed",
    "ISO-31": "Nothing between keeps a page of one person for another",
    "ISO-34": "A provider's event is whose account it names, whatever else it says",
    "AUTH-01": "Guesses are throttled for an account and an address; nobody is locked out for ever",
    "AUTH-03": "A second factor is asked for, after a reset too, and a code works once",
    "AUTH-04": "A session's key changes at sign-in, and dies at sign-out",
    "AUTH-05": "Who is disabled or has left is refused with the next request, their tokens too",
    "AUTH-08": "An invitation is for one address and role, once, for seven days",
    "AUTH-10": "A token is kept as a digest, is in no log, widens nothing and ends at once",
    "AUTH-12": "Nothing changes without the page's token, and nothing by looking",
    "CON-01": "The console is not there for anybody who is no operator",
    "CON-02": "Acting as a member has a reason, a time, a banner, both names, and closed doors",
    "CON-03": "The way over works once, within a minute, on one host, in one browser",
    "CON-06": "The logs take entries; the database refuses to change or delete any",
    "CON-07": "What studios write is shown as text in the console",
    "CON-08": "Filters that cannot be are refused, and none reaches the query by its name",
    "WEB-01": "Pages run no script and no style of anybody else",
    "WEB-02": "Every answer carries the headers that guard it",
    "OPS-01": "One studio is restored from a backup into a new name, rows and files alike",
    "OPS-03": "A migration that fails in one studio is taken up again there; the others are done",
}  # fmt: skip


@cache
def tests() -> dict[str, list[tuple[str, str]]]:
    """Item → file and name of each test that is named after it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for item, name in _TEST.findall(path.read_text(encoding="utf-8")):
            where = path.relative_to(ROOT).as_posix()
            found.setdefault(item.upper().replace("_", "-"), []).append((where, name))
    return found


@cache
def guards() -> dict[str, list[str]]:
    """Item → each guard that a twin of its test takes away."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests" / "security").glob("guards*.py")):
        for item, what in _GUARD.findall(path.read_text(encoding="utf-8")):
            found.setdefault(item, []).append(what)
    for item, named in tests().items():
        twins = [name for _where, name in named if name.startswith("its_twin_")]
        found.setdefault(item, []).extend(name.replace("_", " ") for name in twins)
    return found


def table() -> str:
    """The rows of docs/security.md."""
    lines = ["| item | what holds | tests | without its guard |", "| --- | --- | --- | --- |"]
    for item, holds in STARRED.items():
        files = dict.fromkeys(f"`{where}`" for where, _name in tests().get(item, []))
        missed = "; ".join(guards().get(item, []))
        lines.append(f"| {item} | {holds} | {', '.join(files)} | {missed} |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The document with the table as it is now."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    DOCUMENT.write_text(written(), encoding="utf-8")
