"""What galleries hold of a client, and how it is forgotten."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from modules.gallery.models import (
    AccessEntry,
    Comment,
    DownloadEntry,
    Pick,
    Rating,
    Sending,
    Unlock,
)
from safelight.kernel.privacy import Held, Nobody, Privacy, Subject


def erase(subject: Subject, nobody: Nobody) -> None:
    """Picks and stars go on counting without a name; words, and who was where, go."""
    theirs = subject.visitor_ids
    Pick.objects.filter(visitor__in=theirs).update(visitor=nobody.visitor_id)
    Rating.objects.filter(visitor__in=theirs).update(visitor=nobody.visitor_id)
    said = Comment.objects.filter(visitor__in=theirs, by_team=False)
    said.update(visitor=nobody.visitor_id, text="", hidden_at=nobody.at)
    Unlock.objects.filter(visitor__in=theirs).delete()
    for by in ({"visitor__in": theirs}, {"email__iexact": subject.email}):
        AccessEntry.objects.filter(**by).delete()
        DownloadEntry.objects.filter(**by).update(
            visitor=None, person=None, email="", remote_address=None
        )
    # What was written to them alone has their name in it; to several it has nobody's.
    alone = Sending.objects.filter(recipients__client=subject.client_id)
    ids = [each.pk for each in alone.distinct() if each.recipients.count() == 1]
    Sending.objects.filter(pk__in=ids).update(subject="", message="")


PRIVACY = Privacy(
    held=(
        Held(model="gallery.Authorization", title=_("Rights in galleries"), client="client"),
        Held(model="gallery.Unlock", title=_("Passwords given"), visitor="visitor"),
        Held(model="gallery.Pick", title=_("Picks"), visitor="visitor"),
        Held(model="gallery.Rating", title=_("Stars"), visitor="visitor"),
        Held(model="gallery.Comment", title=_("Comments"), visitor="visitor"),
        Held(
            model="gallery.AccessEntry", title=_("Visits to galleries"), visitor="visitor",
            email="email",
        ),
        Held(
            model="gallery.DownloadEntry", title=_("Downloads"), visitor="visitor",
            person="person", email="email",
        ),
        Held(
            model="gallery.Sending", title=_("Galleries sent to you"), client="recipients__client"
        ),
    ),
    goes=(
        _("Their rights in galleries, what they wrote, and when they looked at or downloaded what"),
        _("Whose their picks and stars were: they go on being counted, without a name"),
    ),
    kept=(_("Photos, even those that show them: delete these in their galleries"),),
    erase=erase,
    named=("gallery.Gallery", "gallery.Photo"),
)  # fmt: skip
