"""The pictures of finished things that the studio put on its price lists, for an export."""

from __future__ import annotations

from collections.abc import Iterator

from modules.labs.models import RowCard
from safelight.kernel.takeout import StoredFile, WrittenFile


def files() -> Iterator[StoredFile | WrittenFile]:
    for card in RowCard.objects.exclude(picture="").select_related("row").order_by("pk"):
        name = f"{card.row.name or card.row.public_id}.jpg"
        yield StoredFile(
            path=f"price list pictures/{name.replace('/', '-')}", name=name, key=card.picture,
            kind="card", row=card.pk,
        )  # fmt: skip
