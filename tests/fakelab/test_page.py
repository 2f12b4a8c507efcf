"""The fake lab's page and its switches, for people and for programs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import requests

from safelight.configuration import ROOT
from tests.fakelab.asking import Client
from tests.fakelab.studio import until


def test_it_shows_orders_requests_and_what_it_makes(client: Client) -> None:
    placed = client.placed(merchantReference="<b>L-1</b>")
    client.prodigi("POST", "orders", {})
    until(lambda: client.read(placed["id"])["shipments"])
    page = requests.get(client.lab.address, timeout=10).text
    for words in (placed["id"], "GLOBAL-CFPM-16X20, black", "is a required property", "Mug"):
        assert words.lower() in page.lower()
    assert "&lt;b&gt;L-1&lt;/b&gt;" in page
    assert "<b>L-1</b>" not in page


def test_it_turns_switches_by_its_form(client: Client) -> None:
    form = {"whole": "1", "down": "on", "news": "twice", "percent": "25", "unavailable": "A B"}
    url = f"{client.lab.address}/control/switches"
    assert requests.post(url, data=form, allow_redirects=False, timeout=10).status_code == 303
    switches = client.control()["switches"]
    assert (switches["down"], switches["slow"], switches["percent"]) == (True, False, 25)
    requests.post(url, data={"whole": "1"}, timeout=10)
    assert client.control()["switches"]["down"] is False


def test_it_has_no_other_switches(client: Client) -> None:
    url = f"{client.lab.address}/control/switches"
    for wanted in ({"explode": "on"}, {"news": "sometimes"}, {"percent": "much"}):
        assert requests.post(url, json=wanted, timeout=10).status_code == 400
    assert client.lab.desk.switches.turned == []


def test_it_forgets_everything(client: Client) -> None:
    client.placed()
    client.turn(partial=True)
    client.control("/reset", {})
    seen = client.control()
    assert (seen["orders"], seen["requests"], seen["counts"]["sent_by_key"]) == ([], [], {})
    assert seen["switches"]["partial"] is False


def test_it_answers_to_its_own_name_only(client: Client) -> None:
    url = f"{client.lab.address}/control/switches"
    for headers in ({"Host": "lab.example"}, {"Origin": "https://evil.example"}):
        answer = requests.post(url, json={"down": True}, headers=headers, timeout=10)
        assert answer.status_code == 400
    assert client.lab.desk.switches.down is False


def test_it_is_a_program_without_django() -> None:
    script = (
        "import sys, threading; from safelight.fakelab.server import FakeLab\n"
        "with FakeLab(): pass\n"
        "sys.exit('django' in sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": f"{ROOT}/platform"}
    assert subprocess.run([sys.executable, "-c", script], env=env, check=False).returncode == 0


def test_it_ends_when_it_is_asked_to() -> None:
    env = {**os.environ, "PYTHONPATH": f"{ROOT}/platform"}
    command = [sys.executable, "-m", "safelight.fakelab", "--port=0"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        line = program.stdout.readline()
        address = line.removeprefix("The fake lab is at ").strip()
        assert requests.get(f"{address}control", timeout=10).json()["orders"] == []
        program.send_signal(signal.SIGTERM)
        assert program.wait(10) == 0
