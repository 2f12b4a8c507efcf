"""*Photos to download*: the finals of a gallery's photo transfer, for those who may have them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from modules.gallery import thumbs
from modules.gallery.access.finals import FinalsGrant, decide_finals
from modules.gallery.facts import DeliverySource
from modules.gallery.models import Gallery
from modules.gallery.presenting.eyes import Eye
from modules.gallery.services import archives, finals, logs
from modules.gallery.site import firsts
from modules.gallery.site.archives import number_of
from modules.gallery.site.doors import entering
from safelight.kernel import marks

PER_PAGE = 120


def granted(eye: Eye) -> FinalsGrant:
    """What this eye may have of the gallery's finals."""
    visitor_id = eye.visitor.pk if eye.visitor else None
    return decide_finals(
        gallery=eye.gallery, grant=eye.grant, visitor_id=visitor_id, modules=eye.modules
    )


@marks.open_for_what_was_paid
@require_safe
@entering
def page(request: HttpRequest, eye: Eye) -> HttpResponse:
    """The tab; whoever has none of them reads how they come to it."""
    if eye.gallery.transfer in {"", Gallery.Transfer.NOBODY} and eye.grant.via != "team":
        raise Http404
    grant = granted(eye)
    found = finals.of(eye.gallery, grant)
    first = _first(request, len(found))
    shown = found[first : first + PER_PAGE]
    context = {
        "gallery": eye.gallery,
        "is_let_in": grant.anything,
        "finals": _tiles(request, eye, shown),
        "count": len(found),
        "bytes": sum(final.photo.version.bytes for final in found if final.photo.version),
        "may_take_all": 1 < len(found) <= firsts.settings_of(request).largest_archive_files,
        "next_url": f"?from={first + PER_PAGE}" if first + PER_PAGE < len(found) else "",
        "previous_url": f"?from={max(0, first - PER_PAGE)}" if first else "",
    }
    return render(request, "gallery/site/finals.html", context)


@marks.open_for_what_was_paid
@require_GET
@entering
def download(request: HttpRequest, eye: Eye, final: str) -> HttpResponse:
    grant = granted(eye)
    found = finals.one(eye.gallery, grant, final)
    if found is None:
        raise Http404
    source = finals.source_of(found)
    if isinstance(source, DeliverySource):
        link = finals.hand_out(
            gallery=eye.gallery, grant=grant, final=found, source=source,
            who=logs.recipient_of(request), host=request.get_host(), at=timezone.now(),
        )  # fmt: skip
        return HttpResponseRedirect(link)
    return _wait(request, eye, source.problem)


@marks.open_for_what_was_paid
@require_GET
@entering
def archive(request: HttpRequest, eye: Eye) -> HttpResponse:
    grant = granted(eye)
    if not grant.anything:
        raise Http404
    try:
        link = finals.archive_of(
            gallery=eye.gallery, grant=grant, who=logs.recipient_of(request),
            host=request.get_host(), at=timezone.now(), number=number_of(request),
        )  # fmt: skip
    except archives.InParts as parts:
        return _list(request, eye, parts)
    except archives.BeingPrepared:
        return _wait(request, eye, "")
    except (archives.NothingToDownload, archives.TooManyPhotos, archives.NoSuchPart) as refusal:
        context = {"sentence": refusal.sentence, "gallery": eye.gallery}
        return render(request, "gallery/site/refused.html", context, status=refusal.status)
    return HttpResponseRedirect(link)


def _tiles(request: HttpRequest, eye: Eye, shown: list[finals.Final]) -> list[dict[str, object]]:
    versions = [final.photo.version for final in shown if final.photo.version]
    signed = thumbs.sign(request, finals.final_home(eye.gallery), versions) if versions else {}
    here = eye.gallery.public_id
    return [
        {
            "name": final.photo.name,
            "thumb": signed.get(final.photo.version_id or 0),
            "url": reverse("gallery_site:final", args=[here, final.photo.public_id]),
        }
        for final in shown
    ]


def _first(request: HttpRequest, count: int) -> int:
    asked = request.GET.get("from", "")
    first = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    return first if first < count else 0


def _list(request: HttpRequest, eye: Eye, parts: archives.InParts) -> HttpResponse:
    """A page with a link to each part."""
    context = {
        "heading": eye.gallery.title,
        "sentence": parts.sentence,
        "volumes": parts.volumes,
        "back_url": reverse("gallery_site:finals", args=[eye.gallery.public_id]),
        "back": _("Back to your photos"),
    }
    return render(request, "gallery/site/in_parts.html", context)


def _wait(request: HttpRequest, eye: Eye, problem: str) -> HttpResponse:
    context = {
        "gallery_url": reverse("gallery_site:finals", args=[eye.gallery.public_id]),
        "again_url": request.get_full_path(),
        "problem": problem,
    }
    return render(request, "gallery/site/preparing.html", context, status=202)
