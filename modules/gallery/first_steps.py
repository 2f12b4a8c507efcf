"""A new studio's first gallery, its photos, and its client."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from modules.gallery.models import Gallery, Photo, Sending
from safelight.outbox import links
from safelight.site.first_steps import Step
from tenants.context import current_studio


def of(request: HttpRequest) -> Iterator[Step]:
    first = Gallery.objects.filter(finals_of=None, is_home=False).order_by("pk").first()
    sending = Sending.objects.select_related("gallery").order_by("-pk").first()
    yield Step(
        key="gallery",
        order=20,
        title=_("Make your first gallery"),
        text=_("Choose what it is for; everything can be changed later."),
        url=reverse("gallery_workspace:new"),
        is_done=first is not None,
        outcome=first.title if first else "",
    )
    yield Step(
        key="upload",
        order=30,
        title=_("Upload photos"),
        text=_("Drop a folder on the gallery. It goes on where it stopped, whatever happens."),
        url=_page("photos", first),
        is_done=Photo.objects.exists(),
    )
    yield Step(
        key="share",
        order=40,
        title=_("Share it with a client"),
        text=_("They get a mail with a link, in your words. Try it with your own address."),
        url=_page("send", first),
        is_done=sending is not None,
        outcome=_told(sending) if sending else "",
        link=_link(sending.gallery) if sending else "",
    )


def _page(name: str, gallery: Gallery | None) -> str:
    if gallery is None:
        return reverse("gallery_workspace:new")
    return reverse(f"gallery_workspace:{name}", args=[gallery.public_id])


def _told(sending: Sending) -> str:
    emails = list(sending.recipients.values_list("client__person__email", flat=True))
    sentence = ngettext(
        "“%(subject)s” went to %(count)d person: %(emails)s",
        "“%(subject)s” went to %(count)d people: %(emails)s",
        len(emails),
    )
    return sentence % {
        "subject": sending.subject, "count": len(emails), "emails": _some(emails)
    }  # fmt: skip


def _some(emails: list[str]) -> str:
    named = emails[:4]
    return ", ".join(named if named == emails else [*named, "…"])


def _link(gallery: Gallery) -> str:
    path = reverse("gallery_site:gallery", args=[gallery.public_id])
    return links.absolute(links.site(current_studio()), path)
