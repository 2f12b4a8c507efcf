"""The team's side of comments: hiding one from clients, showing it again."""

from __future__ import annotations

from datetime import datetime

from modules.gallery.models import Comment
from modules.gallery.services import tree


def hide(*, comment: Comment, at: datetime) -> None:
    """Keep a comment from clients; the team still sees it."""
    comment.hidden_at = at
    comment.save(update_fields=["hidden_at"])
    tree.touched([comment.gallery_id])


def show(*, comment: Comment) -> None:
    comment.hidden_at = None
    comment.save(update_fields=["hidden_at"])
    tree.touched([comment.gallery_id])
