"""What holds the layout together and no linter knows."""

from __future__ import annotations

import platform
import re
import sysconfig
import tomllib
from pathlib import Path

from tests.architecture import sources

# Homes of people and of machines: a path under them is right on one machine only.
HOMES = re.compile(r"(?<![\w./:-])/(?:home|root|Users|work)/\w")
EMBEDDED = Path("requirements/embedded.txt")
LOCKS = ["setup", "node", "runtime", "embedded", "dev"]


def test_it_leaves_the_name_platform_to_the_standard_library() -> None:
    assert not (sources.ROOT / "platform" / "__init__.py").exists()
    assert Path(platform.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_it_holds_no_path_of_one_machine() -> None:
    found = [
        f"{path}:{number}"
        for path in sources.files()
        if path.suffix not in {".woff2", ".jpg", ".png", ".icc", ".avif", ".webp"}
        for number, line in enumerate(_text(path).splitlines(), 1)
        if HOMES.search(line)
    ]
    assert found == []


def test_it_has_one_version() -> None:
    project = tomllib.loads(_text(Path("pyproject.toml")))["project"]
    newest = re.search(r"^## (\S+)", _text(Path("CHANGELOG.md")), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"]


def test_it_locks_versions_and_hashes_and_no_addresses() -> None:
    for name in LOCKS:
        lock = _text(Path(f"requirements/{name}.txt"))
        packages = re.split(r"\n(?=\S)", lock.strip())
        assert all("==" in package and "--hash=sha256:" in package for package in packages)
        assert "://" not in lock


def test_it_locks_every_package_that_it_asks_for() -> None:
    file = tomllib.loads(_text(Path("pyproject.toml")))
    asked = file["project"]["dependencies"] + file["dependency-groups"]["embedded"]
    names = {re.split(r"[\[<>=~ ;]", need)[0].lower().replace("_", "-") for need in asked}
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==", _text(EMBEDDED), re.MULTILINE))
    assert names - locked == set()


def test_it_locks_node_packages_without_addresses() -> None:
    lock = _text(Path("frontend/package-lock.json"))
    assert '"integrity": "sha512-' in lock
    assert '"resolved"' not in lock


def _text(path: Path) -> str:
    return (sources.ROOT / path).read_text(encoding="utf-8", errors="replace")
