"""Downloading everything at once."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from modules.gallery.models import DeliveryFormat
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import archives, logs
from modules.gallery.site.doors import entering


@require_GET
@entering
def archive(request: HttpRequest, eye: Eye) -> HttpResponse:
    """A signed link to the archive, or a page that waits until its files have been made."""
    what, fmt = _asked(request, eye)
    at = timezone.now()
    try:
        made = archives.of_gallery(
            gallery=eye.gallery, grant=eye.grant, what=what, fmt=fmt,
            who=logs.recipient_of(request), at=at, number=number_of(request),
            modules=eye.modules, without_held=request.GET.get("held") == "left",
        )  # fmt: skip
    except archives.SomeHeld as some:
        return _held(request, eye, some)
    except archives.BeingPrepared as wait:
        return _wait(request, eye, wait)
    except archives.InParts as parts:
        return _list(request, eye, parts)
    except (archives.NothingToDownload, archives.TooManyPhotos, archives.NoSuchPart) as refusal:
        context = {"sentence": refusal.sentence, "gallery": eye.gallery}
        return render(request, "gallery/site/refused.html", context, status=refusal.status)
    link = archives.link_to(
        made, revision=eye.gallery.access_revision, host=request.get_host(), at=at
    )
    return HttpResponseRedirect(link)


@require_safe
@entering
def progress(request: HttpRequest, eye: Eye) -> HttpResponse:
    """How many of the files have been made (``docs/api/scripts.md``)."""
    what, fmt = _asked(request, eye)
    if what == "original":
        raise Http404
    ready, total, problem = archives.progress(
        gallery=eye.gallery, grant=eye.grant, fmt=fmt, who=logs.recipient_of(request),
        modules=eye.modules,
    )  # fmt: skip
    done = ready >= total
    return JsonResponse(
        {
            "state": "failed" if problem and done else "done" if done else "running",
            "done": ready,
            "total": total,
            "message": problem or _words(ready, total),
            "url": _here(eye, fmt.public_id if fmt else what) if done else None,
        }
    )


def _asked(request: HttpRequest, eye: Eye) -> tuple[str, DeliveryFormat | None]:
    asked = request.GET.get("as", "original")
    if asked in {"original", "lowres"}:
        return asked, None
    for fmt in eye.formats:
        if fmt.public_id == asked:
            return "format", fmt
    raise Http404


def number_of(request: HttpRequest) -> int | None:
    """The part that ``?part=`` asks for; 404 where that is no number."""
    asked = request.GET.get("part", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise Http404
    return int(asked)


def _words(ready: int, total: int) -> str:
    return _("%(ready)d of %(total)d prepared") % {"ready": ready, "total": total}


def _list(request: HttpRequest, eye: Eye, parts: archives.InParts) -> HttpResponse:
    """A page with a link to each part."""
    context = {
        "heading": eye.gallery.title,
        "sentence": parts.sentence,
        "volumes": parts.volumes,
        "query": urlencode({"as": request.GET.get("as", "original")}),
        "back_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
        "back": _("Back to the gallery"),
    }
    return render(request, "gallery/site/in_parts.html", context)


def _held(request: HttpRequest, eye: Eye, some: archives.SomeHeld) -> HttpResponse:
    """What is left out and why; nothing is left out, and nothing counted, before they know."""
    address = request.GET.copy()
    address["held"] = "left"
    context = {
        "gallery": eye.gallery,
        "held_count": len(some.held),
        "given_count": some.given,
        "reasons": list(dict.fromkeys(each.reason for each in some.held)),
        "first": some.held[0],
        "without_url": f"?{address.urlencode()}" if some.given else "",
        "back_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
    }
    status = 200 if some.given else 402 if some.held[0].price else 403
    return render(request, "gallery/site/some_held.html", context, status=status)


def _here(eye: Eye, asked: str) -> str:
    address = reverse("gallery_site:archive", args=[eye.gallery.public_id])
    return f"{address}?{urlencode({'as': asked})}"


def _wait(request: HttpRequest, eye: Eye, wait: archives.BeingPrepared) -> HttpResponse:
    address = reverse("gallery_site:archive_progress", args=[eye.gallery.public_id])
    context = {
        "gallery_url": reverse("gallery_site:gallery", args=[eye.gallery.public_id]),
        "again_url": request.get_full_path(),
        "progress_url": f"{address}?{request.GET.urlencode()}",
        "done": wait.ready,
        "total": wait.total,
        "message": _words(wait.ready, wait.total),
    }
    return render(request, "gallery/site/preparing.html", context, status=202)
