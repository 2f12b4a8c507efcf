"""Running claimed jobs: inside their studio, behind the gate, under a lease."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import translation
from django.utils.module_loading import import_string

from safelight.jobs import claims, keeper
from safelight.jobs.models import Job
from safelight.jobs.registry import Spec, UnknownKind, spec
from safelight.jobs.running import LeaseLost, Refused, Running, Skipped, TryLater, running
from safelight.kernel import gate, registry
from safelight.kernel.errors import Refusal
from safelight.storage import objects
from tenants.context import public_context, tenant_context
from tenants.models import Studio
from tenants.versions import code_version

log = logging.getLogger(__name__)

FOR_MIGRATION = timedelta(minutes=1)
FOR_STORAGE = timedelta(seconds=30)
Keep = Callable[..., AbstractContextManager[None]]


def serve(queue: str, *, seconds: float) -> bool:
    """Run jobs of the queue until it is empty (True) or the time is over (False)."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        close_old_connections()
        if run_next(queue) is None:
            return True
    return False


def run_next(queue: str, *, keep: Keep = keeper.kept) -> Running | None:
    """Claim one job of the queue and bring it to an end; None where nothing is due."""
    with public_context(), translation.override(settings.LANGUAGE_CODE):
        job = claims.take(queue)
        if job is None:
            return None
        try:
            _bring_to_an_end(job, keep)
        except LeaseLost:
            log.warning("Job %s (%s) was taken over by another worker", job.id, job.kind)
        return job


def _bring_to_an_end(job: Running, keep: Keep) -> None:
    try:
        found = spec(job.kind)
    except UnknownKind:
        # A newer release may have asked for it: another worker knows the kind, or soon will.
        _failed(job, f"This release has no handler of {job.kind}.")
        return
    if found.platform:
        _work(job, found, keep)
    else:
        _run_for_a_studio(job, found, keep)


def _run_for_a_studio(job: Running, found: Spec, keep: Keep) -> None:
    studio = Studio.objects.filter(pk=job.studio_id).first() if job.studio_id else None
    if studio is None or studio.state not in Studio.WORKS_IN:
        log.info("Job %s (%s) cancelled: its studio is not there", job.id, job.kind)
        claims.finish(job, Job.State.CANCELLED, error="Its studio is closed.")
    elif studio.schema_version != code_version():
        claims.put_back(job, delay=FOR_MIGRATION, error="The studio is being brought up to date.")
    elif _is_off(found, studio):
        log.info("Job %s (%s) skipped: %s is off", job.id, job.kind, found.owner)
        claims.finish(job, Job.State.SKIPPED, error=f"The module {found.owner} is off.")
    else:
        # What a job writes down for people is in their studio's language.
        with tenant_context(studio), translation.override(_language()):
            _work(job, found, keep)


def _language() -> str:
    return cast(str, import_string(settings.STUDIO_LANGUAGE)())


def _is_off(found: Spec, studio: Studio) -> bool:
    if found.owner not in registry.module_names():
        return False
    return found.owner not in gate.enabled_modules(studio)


def _work(job: Running, found: Spec, keep: Keep) -> None:
    try:
        with running(job), keep(job, limit=found.limit):
            # For atomic kinds the effects and the end of the job are one commit.
            with transaction.atomic() if found.atomic else nullcontext():
                found.handler(**job.payload)
                if found.atomic:
                    claims.finish(job, Job.State.DONE)
            if not found.atomic:
                claims.finish(job, Job.State.DONE)
    except LeaseLost:
        raise
    except Skipped as answer:
        log.info("Job %s (%s) skipped: %s", job.id, job.kind, answer)
        claims.finish(job, Job.State.SKIPPED, error=str(answer))
    except objects.StorageAway as problem:
        # A server that is away for an hour must not use up the attempts of every photo meanwhile.
        log.warning("Job %s (%s) waits for the storage: %s", job.id, job.kind, problem)
        claims.put_back(job, delay=FOR_STORAGE, error=f"The storage does not answer. {problem}")
    except TryLater as answer:
        log.info("Job %s (%s) waits: %s", job.id, job.kind, answer)
        _failed(job, str(answer))
    except (Refused, Refusal) as answer:
        log.warning("Job %s (%s) refused: %s", job.id, job.kind, answer)
        claims.finish(job, Job.State.PARKED, error=str(answer))
    except Exception:
        log.exception("Job %s (%s) failed, attempt %s", job.id, job.kind, job.attempt)
        _failed(job, traceback.format_exc(limit=-8))


def _failed(job: Running, error: str) -> None:
    if job.is_last_attempt:
        claims.finish(job, Job.State.PARKED, error=error)
    else:
        claims.retry_later(job, error=error)
