"""The Feedback tab: picks, ratings and comments, with answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import permissions
from modules.gallery.access import seen
from modules.gallery.models import Comment
from modules.gallery.services import comments, proofing
from modules.gallery.workspace import pages
from modules.gallery.workspace.reads import feedback
from safelight.accounts import visitors
from safelight.accounts.doors import workspace
from safelight.web import csvfiles


@workspace(permissions.VIEW)
@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    context = pages.head(request, gallery, "feedback") | {
        "feedback": feedback.of(gallery, pages.sight_of(request))
    }
    return render(request, "gallery/workspace/feedback.html", context)


@workspace(permissions.VIEW)
@require_safe
def picks_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    """One line for each pick."""
    gallery = pages.gallery_or_404(request, public_id)
    picks = feedback.of(gallery, pages.sight_of(request)).picks
    rows = [(each.name, photo.name, photo.state) for each in picks for photo in each.photos]
    return csvfiles.respond("picks.csv", (_("Who"), _("Photo"), _("State")), rows)


@workspace(permissions.VIEW)
@require_safe
def picks_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The names of all picked photos, one a line, to paste into another program."""
    gallery = pages.gallery_or_404(request, public_id)
    picked = {
        p.pk: p for each in feedback.of(gallery, pages.sight_of(request)).picks for p in each.photos
    }
    names = sorted((photo.name_key, photo.name) for photo in picked.values())
    text = "".join(f"{name}\n" for _key, name in names)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@workspace(permissions.MANAGE)
@require_POST
def reply(request: HttpRequest, public_id: str, photo_id: str) -> HttpResponse:
    gallery = pages.gallery_or_404(request, public_id)
    photo = pages.photo_or_404(request, gallery, photo_id)
    with pages.saying(request, _("Your answer is under the photo.")):
        proofing.comment(
            gallery=gallery,
            photo=photo,
            visitor=visitors.ensure(request),
            text=request.POST.get("text", ""),
            by_team=True,
            at=timezone.now(),
        )
    return redirect(_back(request), public_id, *_photo_of(request, photo_id))


@workspace(permissions.MANAGE)
@require_POST
def hide(request: HttpRequest, public_id: str, comment_id: str) -> HttpResponse:
    """Hide a comment from clients, or show it again."""
    gallery = pages.gallery_or_404(request, public_id)
    said = Comment.objects.filter(seen(pages.sight_of(request), "photo"))
    comment = get_object_or_404(said, gallery=gallery, public_id=comment_id)
    if comment.hidden_at is None:
        comments.hide(comment=comment, at=timezone.now())
    else:
        comments.show(comment=comment)
    return redirect(_back(request), public_id, *_photo_of(request, comment.photo.public_id))


def _back(request: HttpRequest) -> str:
    return f"gallery_workspace:{'photo' if 'photo' in request.GET else 'feedback'}"


def _photo_of(request: HttpRequest, photo_id: str) -> tuple[str, ...]:
    return (photo_id,) if "photo" in request.GET else ()
