from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safelight.demo import filling, note, operating, photographs, spreading, stories, studios
from safelight.demo.cast import HOUSES, House
from tenants.context import public_context, tenant_context
from tenants.models import Studio

DRAWN = 60
SIZE = (6000, 4000)


class Command(BaseCommand):
    """Two studios to look around in. Goes on where an earlier run was interrupted; once it has
    come to its end, it only writes ``var/demo.json``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--photos", type=Path, help="photographs of yours, from this folder")
        parser.add_argument("--count", type=int, default=DRAWN, help="how many to paint without")
        parser.add_argument(
            "--size", type=int, nargs=2, default=SIZE, metavar=("WIDTH", "HEIGHT"),
            help="pixels of a painted one",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("The demonstration's passwords are public: never in production.")
        unfinished = [house for house in HOUSES if not _is_finished(house)]
        if unfinished:
            self._fill(unfinished, options)
        note.write()

    def _fill(self, houses: Sequence[House], options: dict[str, Any]) -> None:
        folder: Path | None = options["photos"]
        if folder is not None:
            files = spreading.found_in(folder)
            if not files:
                raise CommandError(f"There are no photographs in {folder}.")
            run = self._opened(houses, len(files))
            for path, spot in zip(files, spreading.in_a_row(len(files), houses), strict=True):
                run.hand_in(path, spot)
        else:
            run = self._painted(houses, options["count"], tuple(options["size"]))
        try:
            run.await_photos()
        except filling.NobodyWorks as problem:
            raise CommandError(f"{problem} Is bin/up running?") from None
        run.tell_stories()
        for name, reason in run.refused():
            self._say(f"{name} was left out: {reason}")

    def _painted(
        self, houses: Sequence[House], count: int, size: tuple[int, int]
    ) -> filling.Filling:
        orders = photographs.ordered(Path(settings.VAR) / "demo" / f"{size[0]}x{size[1]}", count)
        spots = spreading.by_theme([order.scene for order in orders], houses)
        with photographs.painters() as painters:
            # Painters begin before the studios are there: painting takes longest.
            paintings = photographs.begin(painters, orders, size)
            run = self._opened(houses, count)
            run.paint(dict(zip(paintings, spots, strict=True)))
        return run

    def _opened(self, houses: Sequence[House], count: int) -> filling.Filling:
        """Studios with galleries that can be visited while their photos arrive."""
        operating.make_operator(at=timezone.now())
        opened = {house: studios.furnish(house, at=timezone.now()) for house in houses}
        for line in note.lines(note.write()):
            self._say(line)
        self._say(f"You can look around already: {count} photographs arrive one after the other.")
        return filling.Filling(opened, self._say)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _is_finished(house: House) -> bool:
    with public_context():
        studio: Studio | None = studios.find(house)
    if studio is None:
        return False
    with tenant_context(studio):
        return stories.is_told(house)
