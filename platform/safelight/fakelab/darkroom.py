"""Where orders go on by themselves: files are fetched, pieces made, parcels sent."""

from __future__ import annotations

import threading
import time

from safelight.fakelab import outside, prodigi_bills, telling
from safelight.fakelab.desk import Desk, now
from safelight.fakelab.orders import Asset, Order, Parcel, Problem, Step

ATTEMPTS = 10
_IMAGES = {"image/jpeg", "image/png", "image/tiff", "application/pdf"}
_NOT_YET = "order.items.assets.NotDownloaded"
# The misspelling is the lab's own.
_FAILED = "order.items.assets.FailedToDownloaded"


class Darkroom:
    """``start`` and ``stop``; two threads fetch, one moves orders on."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._ends = threading.Event()
        works = (self._fetch, self._fetch, self._go_on)
        self._threads = [threading.Thread(target=work, daemon=True) for work in works]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._ends.set()
        for thread in self._threads:
            thread.join(5)

    @property
    def _tick(self) -> float:
        return max(0.005, min(0.25, self.desk.pace / 5))

    def _go_on(self) -> None:
        while not self._ends.wait(self._tick):
            with self.desk.lock:
                for order in list(self.desk.orders.values()):
                    if order.due and time.monotonic() >= order.due:
                        advance(self.desk, order)

    def _fetch(self) -> None:
        while not self._ends.wait(self._tick):
            while self.desk.wanted and not self._ends.is_set():
                try:
                    order, asset = self.desk.wanted.popleft()
                except IndexError:
                    break
                self._fetch_one(order, asset)

    def _fetch_one(self, order: Order, asset: Asset) -> None:
        while order.step == Step.FETCHING and asset.attempts < ATTEMPTS:
            problem = "" if not self.desk.switches.bad_files else "the file cannot be read"
            found = outside.Fetched(0) if problem else outside.fetch(asset.url)
            with self.desk.lock:
                asset.attempts += 1
                asset.size = found.size
                _judge(order, asset, problem or _problem(asset, found))
                is_done = asset.status != "InProgress"
                if is_done and not self.desk.fetched(order):
                    telling.stuck(self.desk, order)
            if is_done or self._ends.wait(min(1.0, self.desk.pace / 20)):
                return


def _problem(asset: Asset, found: outside.Fetched) -> str:
    if found.status != 200:
        return f"the address answered {found.status or found.problem}"
    if found.media_type not in _IMAGES:
        return f"it is {found.media_type or 'of no type'}, and no image"
    if asset.md5 and found.md5 != asset.md5:
        return f"its MD5 is {found.md5}, and {asset.md5} was promised"
    return ""


def _judge(order: Order, asset: Asset, problem: str) -> None:
    piece = next(each for each in order.pieces if asset in each.assets)
    order.problems = [each for each in order.problems if each.about != piece.id]
    if not problem:
        asset.status, asset.problem = "Complete", ""
        return
    asset.problem = "400.01" if "MD5" in problem else "400.03"
    is_last = asset.attempts >= ATTEMPTS or "MD5" in problem
    asset.status = "Error" if is_last else "InProgress"
    words = (
        f"Download attempt {asset.attempts} of {ATTEMPTS} failed for '{asset.area}' asset on item "
        f"'{piece.id}': {problem}"
    )
    order.problems.append(Problem(piece.id, _FAILED if is_last else _NOT_YET, words))


def advance(desk: Desk, order: Order) -> None:
    """One step further; the desk is locked."""
    if order.step == Step.READY:
        order.parcels += _packed(desk, order)
        prodigi_bills.bill(desk, order)
        order.move(Step.MAKING, time.monotonic() + 2 * desk.pace)
        telling.making(desk, order)
        return
    waiting = [parcel for parcel in order.parcels if parcel.status == "Processing"]
    is_first = order.step == Step.MAKING and desk.switches.partial and len(waiting) > 1
    now_sent = waiting[:1] if is_first else waiting
    for parcel in now_sent:
        parcel.status, parcel.sent_at = "Shipped", now()
    is_all = len(now_sent) == len(waiting)
    order.move(
        Step.SHIPPED if is_all else Step.PARTLY_SHIPPED,
        0.0 if is_all else time.monotonic() + 3 * desk.pace,
    )
    telling.shipped(desk, order, now_sent)


def _packed(desk: Desk, order: Order) -> list[Parcel]:
    """Its parcels; where it is to be sent in parts, there are two of them."""
    gone = {piece for parcel in order.parcels for piece in parcel.pieces}
    groups = [
        (left, carrier, service, origin)
        for pieces, carrier, service, origin in prodigi_bills.groups(desk, order)
        if (left := [piece for piece in pieces if piece.id not in gone])
    ]
    if desk.switches.partial and len(groups) == 1:
        [(pieces, carrier, service, origin)] = groups
        half = len(pieces) // 2 or 1
        # Of a single piece some copies come later.
        rest = pieces[half:] or pieces
        groups = [(part, carrier, service, origin) for part in (pieces[:half], rest)]
    return [
        Parcel(
            id=f"shp_{(number := desk.number())}", pieces=[piece.id for piece in pieces],
            carrier=carrier, service=service, number=f"FAKE{number}", origin=origin,
        )
        for pieces, carrier, service, origin in groups
    ]  # fmt: skip
