"""Figures for Prometheus: what is counted, and that no studio can be told from them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.test import Client as Browser
from prometheus_client.parser import text_string_to_metric_families

from safelight.accounts.models import Person
from safelight.vitals import metrics
from tenants.models import Studio

LABELS = {"route", "method", "status", "kind", "state", "le"}


def figures() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    body, _kind = metrics.exposition()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
        if sample.name.startswith("safelight_")
    }


def test_it_counts_requests_by_route_and_class_of_status(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    key = ("safelight_requests_total",
           (("method", "GET"), ("route", "workspace:home"), ("status", "2xx")))  # fmt: skip
    before = figures().get(key, 0)
    browser(acme, alice).get("/studio/")
    after = figures()
    assert after[key] == before + 1
    assert after["safelight_database_queries_total", (("route", "workspace:home"),)] > 0
    assert after["safelight_request_seconds_count", (("route", "workspace:home"),)] > 0


def test_it_never_labels_by_studio_person_or_path(
    acme: Studio, alice: Person, browser: Callable[..., Browser]
) -> None:
    asking = browser(acme, alice)
    for path in ("/", "/studio/", "/galleries/acme-secret/", "/no/such/acme/", "/api/v1/"):
        asking.get(path)
    asking.generic("BREW", "/")
    found = figures()
    assert {name for _, labels in found for name, _ in labels} <= LABELS
    values = {value for _, labels in found for _, value in labels}
    for secret in ("acme", acme.schema_name, str(acme.uuid), alice.public_id, "BREW", "/"):
        assert not [value for value in values if secret in value], secret


PROCESS = """
import os, sys
from pathlib import Path
from safelight.vitals import folding
folder = Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])
folding.prepare(folder)
from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
count = Counter("seen", "x", ["route"])
for number in range(3):
    pid = os.fork()
    if pid == 0:
        count.labels("home").inc(number + 1)
        os._exit(0)
    os.waitpid(pid, 0)
    folding.fold(folder, pid)
registry = CollectorRegistry()
MultiProcessCollector(registry)
sys.stdout.write(generate_latest(registry).decode() + str(len(list(folder.iterdir()))))
"""


def test_it_still_counts_what_ended_processes_did_in_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "metrics" / f"web-{os.getpid()}"
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
    said = subprocess.run(
        [sys.executable, "-c", PROCESS], env=environment, capture_output=True, text=True, check=True
    ).stdout
    assert 'seen_total{route="home"} 6.0' in said
    assert int(said.rsplit("\n", 1)[1]) <= 2
