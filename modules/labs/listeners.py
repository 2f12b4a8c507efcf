"""What labs do when orders and print files announce something. Each may be called twice."""

from __future__ import annotations

from django.utils import timezone

from modules.commerce.events import PrintsLeftOut, PrintsReleased
from modules.labs.events import PrintFileMade
from modules.labs.services import ordering


def on_prints_released(event: PrintsReleased) -> None:
    ordering.gather(order_id=event.order_id, at=timezone.now())


def on_prints_left_out(event: PrintsLeftOut) -> None:
    ordering.trim(order_id=event.order_id, at=timezone.now())


def on_print_file_made(event: PrintFileMade) -> None:
    ordering.file_is_made(file_id=event.file_id, at=timezone.now())
