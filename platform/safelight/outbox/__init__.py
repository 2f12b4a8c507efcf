"""What leaves a studio's transaction: events (``publish``) and mail (``post``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from safelight.kernel.events import Event
    from safelight.outbox.brand import Brand
    from safelight.outbox.models import DomainEvent
    from safelight.outbox.posting import Attachment, Posted


def publish(event: Event) -> DomainEvent:
    """See ``outbox.publishing.publish``."""
    # Django imports this package before models may be imported.
    from safelight.outbox import publishing

    return publishing.publish(event)


def post(  # noqa: PLR0913 - keyword-only, and each names a part of a mail
    *,
    key: str,
    to: str,
    template: str,
    context: Mapping[str, object],
    to_name: str = "",
    reply_to: str | None = None,
    related: tuple[str, str] | None = None,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    brand: Brand | None = None,
    send_after: datetime | None = None,
    is_wanted: bool = False,
) -> Posted:
    """See ``outbox.posting.post``."""
    # Django imports this package before models may be imported.
    from safelight.outbox import posting

    return posting.post(
        key=key,
        to=to,
        template=template,
        context=context,
        to_name=to_name,
        reply_to=reply_to,
        related=related,
        language=language,
        attachments=attachments,
        brand=brand,
        send_after=send_after,
        is_wanted=is_wanted,
    )
