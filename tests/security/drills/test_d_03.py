"""D-03: Redis is away while people buy and upload. Nobody notices; jobs come late, and all of them.

The minute of the drill is some seconds here: what is asked of Redis gives up within a quarter of a
second, so that a longer outage is more of the same.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.utils import timezone

from modules.commerce.models import Order
from modules.gallery.models import Batch, BatchFile, Gallery
from safelight.accounts.models import ApiToken, Person
from safelight.embedded import redis
from safelight.jobs.models import Job
from safelight.outbox.models import OutgoingMessage
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tests.commerce.committing import forget_jobs
from tests.gallery.factories import original
from tests.jobs.workers import wait_for
from tests.security.drills import platform, shopping
from tests.security.drills.shopping import Crowd, Patient
from tests.uploads import live

pytestmark = pytest.mark.fault
BUYERS, AWAY = 12, 4.0
# Seconds for half of the answers, on a machine that may do much else.
QUICK = 1.0


@pytest.fixture
def studio(fresh_studio: Studio) -> Iterator[Studio]:
    forget_jobs()
    with tenant_context(fresh_studio):
        yield fresh_studio
    forget_jobs()


@pytest.fixture
def crowd(studio: Studio) -> Crowd:
    return Crowd(studio, BUYERS, providers=[shopping.connected("test", "test")])


class _Bell:
    """A Redis of the drill's own. ``over`` is set when it is back."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.over, self.backlog = folder, threading.Event(), 0
        self.server = redis.start(folder, durable=False)

    def take_away(self) -> None:
        """After a second in which everything goes its way."""
        time.sleep(1)
        self.server.stop()
        time.sleep(AWAY)
        self.backlog = _waiting()
        self.server = redis.start(self._folder, durable=False)
        self.over.set()


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[_Bell]:
    made = _Bell(tmp_path / "redis")
    yield made
    made.server.stop()


def _buy(buyer: Patient, number: int) -> str:
    """One after the other over the whole time."""
    time.sleep(number * (AWAY + 2) / BUYERS)
    order = buyer.order(buyer.look())
    buyer.ask(buyer.pay(order, "test"), {"act": "pay"})
    return order


class _Uploader:
    """Alice, who uploads one file after the other until Redis is back."""

    def __init__(self, studio: Studio, port: int) -> None:
        gallery = Gallery.objects.create(title="Uploads")
        self._batch = Batch.objects.create(gallery=gallery, made_at=timezone.now()).public_id
        token = ApiToken.issue(Person.objects.get(email="alice@example.org"), name="drill")[1]
        self._tus = live.Tus(port, studio.primary_host(), token)
        self.statuses: list[int] = []
        self.sent = 0

    def upload_until(self, over: threading.Event) -> None:
        data = original()
        while not over.is_set():
            name = f"drill_{self.sent}.jpg"
            made = self._tus.create(len(data), batch=self._batch, name=name)
            sent = self._tus.patch(made.headers["location"], 0, data)
            self.statuses += [made.status, sent.status]
            self.sent += 1
            time.sleep(0.5)

    def is_ready(self) -> bool:
        files = BatchFile.objects.filter(batch__public_id=self._batch)
        return files.exclude(outcome=BatchFile.Outcome.WAITING).count() == self.sent


def _waiting() -> int:
    with public_context():
        return Job.objects.filter(state__in=("queued", "running")).count()


def test_d_03_it_sells_and_takes_uploads_while_redis_is_away(
    studio: Studio, crowd: Crowd, bell: _Bell, tmp_path: Path
) -> None:
    with platform.running(tmp_path, REDIS_URL=bell.server.url) as port:
        uploader = _Uploader(studio, port)
        with ThreadPoolExecutor(1) as pool:
            uploading = pool.submit(uploader.upload_until, bell.over)
            orders = crowd.buy(port, _buy, meanwhile=bell.take_away)
            uploading.result()
        assert crowd.told.keys() == {200, 302}
        assert set(uploader.statuses) == {201, 204}
        assert statistics.median(crowd.took) < QUICK
        assert bell.backlog > 0
        wait_for(lambda: uploader.is_ready() and not _waiting())
    assert set(Order.objects.values_list("public_id", "payment")) == {(o, "paid") for o in orders}
    sent = OutgoingMessage.objects.filter(template="order_paid")
    assert sent.count() == sent.filter(sent_at__isnull=False).count() == BUYERS
    with public_context():
        assert set(Job.objects.values_list("state", flat=True)) == {"done"}
