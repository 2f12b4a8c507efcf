"""What the programs of one checkout are told: ports, secrets and addresses of servers."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from safelight.configuration import ROOT
from safelight.embedded.process import free_port
from safelight.environment import kept_secrets

PORTS = {"PLATFORM_PORT": 8000, "DATA_PORT": 8001, "FAKELAB_PORT": 8002}


class PortTaken(RuntimeError):
    """A port that was asked for by name is used by another program."""


@dataclass
class Surroundings:
    """The environment of every program, and the folder where everything made here lies."""

    var: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def platform_url(self) -> str:
        return f"http://{self.environment['PLATFORM_HOST']}:{self.environment['PLATFORM_PORT']}"

    def tell(self, name: str, value: str) -> None:
        self.environment[name] = value

    def keep(self) -> None:
        """Write down what was chosen here, for ``manage.py`` run by hand."""
        keys = [name for name in self.environment if name.startswith("AWS_")]
        storage = ("STORAGE_URL", "UPLOAD_DIR", *keys)
        servers = ("DATABASE_URL", "REDIS_URL", "PG_DUMP", "LABS_FAKE_URL")
        chosen = (*servers, "PLATFORM_HOST", *PORTS, *storage)
        file = self.var / "environment.json"
        file.touch(mode=0o600)
        file.write_text(
            json.dumps({name: self.environment.get(name, "") for name in chosen}, indent=1)
        )


def state_folder(given: Mapping[str, str]) -> Path:
    """The folder of everything made here; it is created."""
    var = Path(given.get("SAFELIGHT_VAR") or ROOT / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    return var


def look_around(given: Mapping[str, str], var: Path) -> Surroundings:
    """Take the caller's environment and fill in what it leaves open."""
    environment = {
        **kept_secrets(var / "secrets.json"),
        **{name: value for name, value in given.items() if value},
        "SAFELIGHT_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "safelight.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "platform"), str(ROOT)]),
        "PYTHONUNBUFFERED": "1",
        "PLATFORM_HOST": given.get("PLATFORM_HOST") or "localhost",
    }
    return Surroundings(var, {**environment, **_ports(given, var / "ports.json")})


def _ports(given: Mapping[str, str], file: Path) -> dict[str, str]:
    kept: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    chosen: dict[str, int] = {}
    for name, usual in PORTS.items():
        if given.get(name):
            chosen[name] = _exactly(name, int(given[name]))
        else:
            chosen[name] = _unused(kept.get(name, usual), set(chosen.values()))
    file.write_text(json.dumps(chosen))
    return {name: str(port) for name, port in chosen.items()}


def _exactly(name: str, port: int) -> int:
    if free_port(port) != port:
        raise PortTaken(f"{name} is {port}, and another program listens there.")
    return port


def _unused(wanted: int, taken: set[int]) -> int:
    port = free_port(wanted)
    return port if port not in taken else free_port(0)
