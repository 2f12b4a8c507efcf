"""The jobs of privacy."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.privacy import erasing, packets


@jobs.handler(packets.PACK)
def pack(*, packet_id: int, **_: object) -> None:
    packets.pack(packet_id=packet_id, at=timezone.now())


@jobs.handler(erasing.REMOVE)
def remove_file(*, object_key: str, **_: object) -> None:
    erasing.remove(object_key=object_key)


@jobs.handler("privacy.lapse", every=timedelta(hours=6))
def lapse(**_: object) -> None:
    packets.lapse(at=timezone.now())
