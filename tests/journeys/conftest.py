"""The stack and the browser of the journeys: started once, whatever journey comes first."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error

from safelight.configuration import ROOT
from safelight.fakelab.server import FakeLab
from tests.domains import name_server
from tests.domains.name_server import NameServer
from tests.journeys import browsers
from tests.journeys.browsers import People
from tests.journeys.mails import Mailbox
from tests.journeys.stack import Stack
from tests.stripe_double import Courier, StripeDouble

PICTURES = ROOT / "var" / "failed"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def stripe() -> Iterator[StripeDouble]:
    """What the platform takes for Stripe."""
    with StripeDouble() as double:
        yield double


@pytest.fixture(scope="package")
def fake_lab() -> Iterator[FakeLab]:
    """What studios may connect as a lab; an order is at its end after a second."""
    with FakeLab(pace=0.2) as lab:
        yield lab


@pytest.fixture(scope="package")
def names() -> Iterator[NameServer]:
    """Whom the platform asks about custom domains; it knows where the platform is."""
    with name_server.running() as server:
        server.records["localhost", "A"] = ["127.0.0.1"]
        yield server


@pytest.fixture(scope="package")
def stack(
    tmp_path_factory: pytest.TempPathFactory,
    stripe: StripeDouble,
    fake_lab: FakeLab,
    names: NameServer,
) -> Iterator[Stack]:
    """The running platform, empty."""
    browsers.chromium()
    around = {
        **stripe.environment,
        "LABS_FAKE_URL": fake_lab.address,
        "DNS_RESOLVER": f"127.0.0.1:{names.port}",
    }
    running = Stack(tmp_path_factory.mktemp("stack") / "var", **around)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="package")
def courier(stack: Stack, stripe: StripeDouble) -> Iterator[Courier]:
    """Who tells the platform what happens at Stripe, as well or badly as its pages say."""
    with Courier(stripe, f"{stack.url}webhooks/stripe/") as carrying:
        yield carrying


# Of the package, not of the session: Playwright's loop must end before others use the database.
@pytest.fixture(scope="package")
def chromium(stack: Stack) -> Iterator[Browser]:
    with browsers.launched() as browser:
        yield browser


@pytest.fixture(scope="package")
def mailbox(stack: Stack) -> Mailbox:
    return Mailbox(stack.var / "mailbox")


@pytest.fixture(scope="module")
def people(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """Everybody who takes part in the journeys of one file."""
    everybody = People(chromium, tmp_path_factory.mktemp("downloads"))
    yield everybody
    everybody.close()


@pytest.fixture(autouse=True)
def _scripts_without_errors(people: People) -> Iterator[None]:
    """No page of a journey may throw an error that nobody caught."""
    people.problems.clear()
    yield
    assert people.problems == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Keep a picture of every open page where a journey failed, in ``var/failed``."""
    report: Any = yield
    people = getattr(item, "funcargs", {}).get("people")
    if report.failed and isinstance(people, People):
        PICTURES.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(people.pages()):
            with suppress(Error):  # A page may be closed or stuck, which is no news here.
                page.screenshot(path=PICTURES / f"{item.name}-{number}.png")
    return report
