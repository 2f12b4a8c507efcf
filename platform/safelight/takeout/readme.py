"""The texts of a bag: what RFC 8493 asks for, and what a person reads first."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from safelight.site import selectors as site
from safelight.takeout.models import Export
from tenants.context import current_studio

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def info(export: Export, *, files: int, size: int, at: datetime) -> str:
    """``bag-info.txt``; ``size`` in bytes of the payload."""
    said = {
        "Source-Organization": site.site_settings().name or current_studio().name,
        "External-Identifier": export.public_id,
        "External-Description": "Everything of a studio",
        "Bagging-Date": f"{at:%Y-%m-%d}",
        "Payload-Oxum": f"{size}.{files}",
        "Bag-Software-Agent": "Safelight",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in said.items())


def text(export: Export, *, files: int, size: int) -> str:
    """``README.txt`` in the language that is active."""
    taken = export.taken_at or export.asked_at
    said = [
        _("Everything of %(studio)s, as it was on %(day)s (%(time)s UTC).")
        % {
            "studio": site.site_settings().name or current_studio().name,
            "day": f"{taken:%Y-%m-%d}", "time": f"{taken:%H:%M}",
        },
        _("data/photos has the files, in the folders of their galleries. A file name ending in "
          ".xmp holds the words, keywords and stars of the photo beside it; cameras' programs "
          "read it."),
        _("data/invoices and data/credit notes have the papers as PDF."),
        _("The other folders have a file for each kind of thing, one line of JSON for each of "
          "them. Where a line names something else, it gives the id of that line. data/schema.json "
          "describes every column."),
        _("data/files.jsonl says of each file whose it is and what it was called when it was "
          "uploaded: two files of one name got numbers, and signs that disks do not take were "
          "changed."),
        _("data/missing.jsonl, if it is there, names files that were not in the storage any more."),
        _("This is a bag after RFC 8493 (BagIt 1.0): any program for bags proves by "
          "manifest-sha256.txt that nothing is missing and no file was changed."),
        _("Passwords, keys and other secrets are not in it."),
        _("%(files)d files, %(bytes)d bytes") % {"files": files, "bytes": size},
    ]  # fmt: skip
    return "\n\n".join(said) + "\n"
