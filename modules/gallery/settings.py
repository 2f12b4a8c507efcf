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
    archive_part_gigabytes: int = field(
        default=10,
        metadata={
            "title": _("Gigabytes in one archive"),
            "help": _("Where there are more, they are downloaded in numbered parts."),
            "lowest": 1,
            "highest": 1_000,
        },
    )
