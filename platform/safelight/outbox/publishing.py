"""Publishing an event: its row, and one job for each listener of an enabled module."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from django.utils.module_loading import import_string

from safelight import jobs
from safelight.jobs.transactions import in_transaction
from safelight.kernel import gate, registry
from safelight.kernel.events import Event
from safelight.outbox import codec
from safelight.outbox.models import DomainEvent
from tenants.context import current_studio

HEAR = "outbox.hear"


def publish(event: Event) -> DomainEvent:
    """Store the event and ask for its listeners; all of it commits with the change, or none."""
    if not in_transaction():
        raise jobs.OutsideTransaction(f"Publish {event.name} inside the transaction it tells of.")
    enabled = gate.enabled_modules(current_studio())
    row = DomainEvent.objects.create(name=event.name, payload=codec.encode(event))
    for module, listener in registry.listeners(event.name):
        if module in enabled:
            key = f"{row.public_id}:{listener.path}"
            jobs.enqueue(HEAR, key=key, event_id=row.pk, listener=listener.path)
    return row


def hear(*, event_id: int, path: str) -> None:
    """Call one listener, if its module is still on; the caller's transaction is its own."""
    row = DomainEvent.objects.get(pk=event_id)
    modules = {listener.path: name for name, listener in registry.listeners(row.name)}
    if path not in modules:
        raise jobs.Skipped(f"{path} does not listen to {row.name} any more.")
    if modules[path] not in gate.enabled_modules(current_studio()):
        raise jobs.Skipped(f"The module {modules[path]} is off.")
    _declare_events()
    import_string(path)(codec.decode(row.name, row.payload))


@cache
def _declare_events() -> None:
    """Import what modules publish: an event's class is known once its module is imported."""
    for manifest in registry.manifests():
        if manifest.publishes:
            import_module(manifest.publishes)
