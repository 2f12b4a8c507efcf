"""What can be said of deployment files without a container engine or a cluster."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from safelight.configuration import ROOT
from tests.infra import certificates, nginx

INFRA = ROOT / "infra"
CHART = INFRA / "helm" / "safelight"
TEMPLATES = sorted((CHART / "templates").glob("*.yaml"))
_CONTROL = re.compile(r"^\s*\{\{-? (if|range|with|end|else)\b.*\}\}\s*$", re.M)
_BLOCK = re.compile(r"^[ ]*\{\{-? (?:include|toYaml) [^}]*nindent (\d+) \}\}$", re.M)
ROLES = {"web", "data", "worker", "clock", "migrate", "manage"}


def skeleton(template: str) -> str:
    """The template as YAML: control lines gone, insertions and values stood for."""
    without = _CONTROL.sub("", template)
    inserted = _BLOCK.sub(lambda found: " " * int(found[1]) + "inserted: true", without)
    return re.sub(r"\"?\{\{-?.*?-?\}\}\"?", "value", inserted)


def values_at(path: str) -> Any:
    found = yaml.safe_load((CHART / "values.yaml").read_text())
    for part in path.split("."):
        found = found[part]
    return found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_it_makes_objects_of_kubernetes(template: Path) -> None:
    documents = [each for each in yaml.safe_load_all(skeleton(template.read_text())) if each]
    assert documents
    for each in documents:
        assert {"apiVersion", "kind", "metadata"} <= each.keys()
        assert each["metadata"]["name"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_it_reads_only_values_that_are_there(template: Path) -> None:
    text = template.read_text()
    for path in re.findall(r"\.Values\.([\w.]+)", text):
        values_at(path)
    names = (CHART / "templates" / "_names.tpl").read_text()
    for name in re.findall(r'include "([^"]+)"', text):
        assert f'define "{name}"' in names
    opened = len(re.findall(r"\{\{-? (?:if|range|with)\b", text))
    assert opened == len(re.findall(r"\{\{-? end\b", text))


def test_it_writes_no_secret_into_chart_or_compose() -> None:
    # Beside them lies what Python compiled of those that some other test has run.
    files = [path for path in INFRA.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 20
    for path in files:
        for line in path.read_text().splitlines():
            given = re.match(
                r"\s*(SECRET_KEY|SIGNING_KEY|\w+_PASSWORD|STRIPE_API_KEY)[:=]\s*(\S+)", line
            )
            assert given is None or given[2].startswith("${"), (path, line)


def test_it_starts_roles_that_the_image_knows() -> None:
    said = (INFRA / "docker" / "start").read_text()
    assert set(re.findall(r"^  (\w+)\)$", said, re.M)) == ROLES
    compose = yaml.safe_load((INFRA / "compose" / "compose.yaml").read_text())
    used = {service["command"][0] for service in compose["services"].values()
            if "safelight" in str(service.get("image"))}  # fmt: skip
    assert used <= ROLES
    for script in ("start", "healthy"):
        subprocess.run(["sh", "-n", str(INFRA / "docker" / script)], check=True)


def test_it_names_services_that_are_there() -> None:
    compose = yaml.safe_load((INFRA / "compose" / "compose.yaml").read_text())
    for service in compose["services"].values():
        assert set(service.get("depends_on", ())) <= set(compose["services"])
        named = [volume.partition(":")[0] for volume in service.get("volumes", ())]
        assert {name for name in named if not name.startswith(".")} <= set(compose["volumes"])


def test_it_copies_only_what_is_there_into_the_image() -> None:
    for line in (INFRA / "docker" / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source


def test_it_is_a_configuration_that_nginx_takes(tmp_path: Path) -> None:
    program = nginx.program()
    certificate, key = certificates.make(tmp_path, "localhost")
    values = {name: str(tmp_path) for name in ("STATE", "CUSTOM_CERTIFICATES", "FILES")}
    values |= {"HTTP_PORT": "127.0.0.1:8880", "HTTPS_PORT": "127.0.0.1:8843"}
    values |= {"CERTIFICATE": str(certificate), "CERTIFICATE_KEY": str(key)}
    values |= {"WEB_SERVERS": "server 127.0.0.1:1;", "DATA_SERVERS": "server 127.0.0.1:2;"}
    file = tmp_path / "nginx.conf"
    file.write_text(nginx.filled(nginx.TEMPLATE.read_text(), values))
    command = [program, "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(file)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr, said.stderr
