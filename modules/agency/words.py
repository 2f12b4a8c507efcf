"""What rights are called, and what they mean."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from modules.gallery.access import Right

MEANINGS: dict[Right, Promise] = {
    Right.SEE: gettext_lazy("See all files"),
    Right.OWN: gettext_lazy("See what they uploaded themselves"),
    Right.UPLOAD: gettext_lazy("Upload files, and replace their own"),
    Right.EDIT: gettext_lazy("Rename and replace files, set their state"),
    Right.PUBLISH: gettext_lazy("Show files in galleries, and take them out"),
    Right.ORIGINALS: gettext_lazy("Download originals"),
    Right.DELETE: gettext_lazy("Delete files"),
    Right.REVIEW: gettext_lazy("Approve and decline files"),
    Right.MOVE: gettext_lazy("Move files to another library"),
}


def said(rights: Collection[Right]) -> str:
    """All of them in one line, in our order."""
    if not rights:
        return _("may do nothing there")
    if set(rights) == set(Right):
        return _("may do everything there")
    return ", ".join(str(words) for right, words in MEANINGS.items() if right in rights)


# In "… may … “photo.jpg”"; the names are those of ``tester.Act``.
ACTS: dict[str, Promise] = {
    "see": gettext_lazy("see"),
    "order": pgettext_lazy("verb", "order"),
    "lowres": gettext_lazy("download a small file of"),
    "originals": gettext_lazy("download the original of"),
    "upload": gettext_lazy("replace or add to"),
    "edit": gettext_lazy("rename or set the state of"),
    "publish": gettext_lazy("show in galleries, or take out of them,"),
    "delete": gettext_lazy("delete"),
    "review": gettext_lazy("approve or decline"),
    "move": gettext_lazy("move to another library"),
}
