"""Storing what came, once, and ringing at the studio it is for."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from safelight.connect.models import ConnectedAccount, ReceivedEvent
from safelight.connect.stripe_events import News
from safelight.kernel import gate, hooks
from tenants.context import public_context, tenant_context
from tenants.models import Studio

log = logging.getLogger(__name__)

# Providers repeat what was not taken for some days.
KEPT = timedelta(days=90)


def connect(*, studio: Studio, provider: str, account: str, at: datetime) -> None:
    """From now on news of this account are news of this studio."""
    with public_context():
        ConnectedAccount.objects.get_or_create(
            studio=studio, provider=provider, account=account, defaults={"connected_at": at}
        )


def receive(*, provider: str, news: News, livemode: bool, at: datetime) -> bool:
    """Store the event and tell the studio's modules; False where it had come before.

    ``livemode`` says whether we deal with real money: news of the other kind are kept and ignored.
    """
    # The event and the work that it asks for appear together: a crash in between loses neither.
    with transaction.atomic():
        row, is_new = ReceivedEvent.objects.get_or_create(
            provider=provider, event_id=news.event_id,
            defaults={
                "kind": news.kind, "account": news.account, "livemode": news.livemode,
                "created_at": news.created_at, "received_at": at,
            },
        )  # fmt: skip
        if not is_new:
            return False
        row.ignored = _pass_on(provider, news, livemode=livemode)
        if row.ignored:
            row.save(update_fields=["ignored"])
            log.warning("Event %s (%s) is ignored: %s", news.event_id, news.kind, row.ignored)
    return True


def forget_old(*, at: datetime) -> int:
    """Delete events that nobody repeats any more; how many."""
    return ReceivedEvent.objects.filter(received_at__lt=at - KEPT).delete()[0]


def _pass_on(provider: str, news: News, *, livemode: bool) -> str:
    """Tell whom it concerns; the reason where it concerns nobody."""
    if news.livemode != livemode:
        return "It is about real money." if news.livemode else "It is about no real money."
    if not news.names:
        return "Nobody asked for this kind of event."
    if not news.account:
        # Of the platform's own account, where studios are customers.
        return str(import_string(settings.PLATFORM_NEWS)(news.names))
    rows = ConnectedAccount.objects.filter(provider=provider, account=news.account)
    rows = rows.filter(studio__state__in=Studio.WORKS_IN)
    found = [row.studio for row in rows.select_related("studio")]
    for studio in found:
        with tenant_context(studio):
            hooks.call(
                gate.enabled_modules(studio),
                "heard_from_provider",
                provider=provider,
                names={**news.names, "account": news.account},
            )
    return "" if found else "The account is no studio's."
