"""Photos that will be deleted because their time is over."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from modules.gallery import permissions
from modules.gallery.access import galleries_seen, viewer_of
from modules.gallery.services import retaining
from modules.gallery.workspace import pages
from safelight.accounts.doors import workspace


@workspace(permissions.MANAGE)
@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    found = retaining.coming(at=timezone.now())
    found = found.filter(gallery__in=galleries_seen(viewer_of(request)))
    rows = [{"row": row, "photos": len(retaining.photos_of(row.gallery))} for row in found]
    context = {"rows": rows, "breadcrumbs": pages.crumbs(None, None)}
    return render(request, "gallery/workspace/retention.html", context)


@workspace(permissions.MANAGE)
@require_POST
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    gallery = galleries_seen(viewer_of(request)).filter(public_id=public_id).first()
    if gallery is None:
        raise Http404
    retaining.keep(gallery=gallery, at=timezone.now())
    messages.success(request, _("Its photos stay."))
    return redirect("gallery_workspace:retention")
