"""The jobs of exports."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safelight import jobs
from safelight.storage import objects
from safelight.takeout import holding, services


# Half a day: the files of a large studio that nobody has counted are read once.
@jobs.handler(services.PREPARE, lease=timedelta(minutes=5), limit=timedelta(hours=12), attempts=4)
def prepare(*, export_id: int, **_: object) -> None:
    try:
        services.prepare(export_id=export_id, at=timezone.now())
    except jobs.Skipped:
        # It was given up while this worker was at it, and had stored more meanwhile.
        services.remove(export_id=export_id)
        raise
    except (jobs.LeaseLost, objects.StorageAway):
        raise
    except Exception:
        if jobs.current().is_last_attempt:
            services.fail(export_id=export_id)
        raise


@jobs.handler(services.REMOVE)
def remove(*, export_id: int, **_: object) -> None:
    services.remove(export_id=export_id)


@jobs.handler(holding.REMOVE_OBJECT)
def remove_object(*, object_key: str, **_: object) -> None:
    holding.delete(object_key)


@jobs.handler("takeout.lapse", every=timedelta(hours=1))
def lapse(**_: object) -> None:
    services.lapse(at=timezone.now())
