"""What papers call themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from modules.commerce.papers.frozen import Paper


def title(paper: Paper) -> str:
    """What the paper calls itself, in the current language."""
    if paper["kind"] == "credit_note":
        return _("Credit note %s") % paper["number"]
    return _("Invoice %s") % paper["number"]
