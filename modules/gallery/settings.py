"""What a studio can set about all of its galleries."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class GallerySettings:
    """Read by ``site.selectors.module_settings("gallery", GallerySettings)``."""

    largest_archive_files: int = field(
        default=2000,
        metadata={
            "title": _("Download all, up to this many photos"),
            "help": _("Galleries with more photos than this have no such button."),
            "lowest": 1,
            "highest": 20_000,
        },
    )
    archive_part_files: int = field(
        default=1000,
        metadata={
            "title": _("Photos in one archive"),
            "help": _("Where there are more, they are downloaded in numbered parts."),
            "lowest": 1,
            "highest": 20_000,
        },
    )
    open_days: int = field(
        default=0,
        metadata={
            "title": _("Galleries close so many days after they were published"),
            "help": _(
                "0: they stay open. Each gallery's settings can say another day; what is "
                "published already keeps its own."
            ),
            "lowest": 0,
            "highest": 10_000,
        },
    )
    closing_warned_days: int = field(
        default=7,
        metadata={
            "title": _("Tell the gallery's clients so many days before it closes"),
            "help": _("By the mail “Gallery closes soon”, which can be reworded or switched off."),
            "lowest": 1,
            "highest": 90,
        },
    )
    retention_days: int = field(
        default=0,
        metadata={
            "title": _("Delete photos so many days after a gallery has closed"),
            "help": _(
                "0: never. Without a last day, the end of the time to choose counts. You get a "
                "mail 30 days and 7 days before, and can keep a gallery. Photos of open orders "
                "stay."
            ),
            "lowest": 0,
            "highest": 10_000,
        },
    )
    retention_tells_clients: bool = field(
        default=False,
        metadata={"title": _("Tell the gallery's clients as well before photos are deleted")},
    )
    visits_kept_months: int = field(
        default=24,
        metadata={
            "title": _("Months for which visits and downloads are remembered"),
            "help": _(
                "Who entered a gallery and downloaded what; older lines are deleted nightly."
            ),
            "lowest": 1,
            "highest": 120,
        },
    )
    archive_part_gigabytes: int = field(
        default=10,
        metadata={
            "title": _("Gigabytes in one archive"),
            "help": _("Where there are more, they are downloaded in numbered parts."),
            "lowest": 1,
            "highest": 1_000,
        },
    )
