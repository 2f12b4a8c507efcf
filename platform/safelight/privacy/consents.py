"""Consents: their wordings, questions to clients, what was said, and what counts now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight import outbox
from safelight.accounts.models import Client
from safelight.audit import writing as audit
from safelight.privacy.models import ConsentEntry, ConsentRequest, ConsentType, ConsentWording
from safelight.site import selectors as site

About = tuple[str, str]
EVERYTHING: About = ("", "")
PORTFOLIO = "portfolio"
BUILT_IN = (
    (PORTFOLIO, gettext_lazy("Portfolio"), gettext_lazy(
        "The studio may show my pictures on its own site and in its printed portfolio.")),
    ("social", gettext_lazy("Social media"), gettext_lazy(
        "The studio may show my pictures on its pages of social networks.")),
    ("competitions", gettext_lazy("Competitions"), gettext_lazy(
        "The studio may enter my pictures in competitions and their exhibitions.")),
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What a client says of one type now; ``entry`` None: they were never asked or said nothing."""

    kind: ConsentType
    wording: ConsentWording
    entry: ConsentEntry | None

    @property
    def is_given(self) -> bool:
        return self.entry is not None and self.entry.is_given


@dataclass(frozen=True)
class Tally:
    """How many of some clients agreed to the use that is called ``title``."""

    title: str
    given: int
    clients: int


def types() -> list[Standing]:
    """The types that are asked for, with their latest wordings.

    Looking makes nothing: built-in ones that nobody has used yet have no rows until ``furnish``.
    """
    kept = list(ConsentType.objects.all())
    there = {kind.built_in for kind in kept}
    begun = [Standing(kind, wording_of(kind), None) for kind in kept if kind.archived_at is None]
    return [*(new for new in _built_in() if new.kind.built_in not in there), *begun]


def type_of(public_id: str) -> ConsentType | None:
    """The type that a form names; built-in ones have rows from then on."""
    furnish()
    found: ConsentType | None = ConsentType.objects.filter(
        public_id=public_id, archived_at=None
    ).first()
    return found


def wording_of(kind: ConsentType) -> ConsentWording:
    """The latest words of a type."""
    return kind.wordings.latest("number")


def add(*, title: str, text: str, at: datetime) -> ConsentType:
    """A type of the studio's own, with its first wording."""
    with transaction.atomic():
        kind: ConsentType = ConsentType.objects.create(position=len(BUILT_IN))
        kind.wordings.create(number=1, title=title, text=text, written_at=at)
        audit.note("privacy.consent_added", subject=("consent", kind.public_id, title))
    return kind


def reword(*, kind: ConsentType, title: str, text: str, at: datetime) -> ConsentWording:
    """The next wording; the same words change nothing."""
    with transaction.atomic():
        ConsentType.objects.select_for_update().get(pk=kind.pk)
        latest = wording_of(kind)
        if (latest.title, latest.text) == (title, text):
            return latest
        made = kind.wordings.create(number=latest.number + 1, title=title, text=text, written_at=at)
        audit.note("privacy.consent_reworded", subject=("consent", kind.public_id, title))
    return made


def archive(*, kind: ConsentType, at: datetime) -> None:
    """Ask for it no more."""
    kind.archived_at = at
    kind.save(update_fields=["archived_at"])


def ask(
    *, client: Client, at: datetime, about: About = EVERYTHING, name: str = ""
) -> ConsentRequest:
    """Ask a client by mail; ``about`` is a kind and a public id, ``name`` what it is called."""
    furnish()
    spoken = client.person.language or site.site_settings().language
    with transaction.atomic(), translation.override(spoken):
        asked: ConsentRequest = ConsentRequest.objects.create(
            client=client, subject_kind=about[0], subject_id=about[1], subject_name=name[:200],
            asked_at=at,
        )  # fmt: skip
        outbox.post(
            key=f"consent {asked.public_id}", to=client.person.email,
            to_name=client.person.name, template="consent_asked",
            context={"path": f"/consents/{asked.public_id}/", "about": name or _("all pictures")},
            language=client.person.language or None, related=("client", client.public_id),
        )  # fmt: skip
    return asked


def answer(*, asked: ConsentRequest, given: Collection[str], at: datetime) -> None:
    """What a client ticked, by public ids of types; each one that changes is a new entry."""
    furnish()
    about = (asked.subject_kind, asked.subject_id)
    with transaction.atomic():
        for now in standing(client=asked.client, about=about):
            is_given = now.kind.public_id in given
            if now.entry is None or now.entry.is_given != is_given:
                say(
                    client=asked.client, kind=now.kind, is_given=is_given, said_by="client",
                    about=about, at=at,
                )  # fmt: skip
        ConsentRequest.objects.filter(pk=asked.pk).update(answered_at=at)


def say(  # noqa: PLR0913 - keyword-only: who says what, of what, when
    *,
    client: Client,
    kind: ConsentType,
    is_given: bool,
    said_by: str,
    at: datetime,
    about: About = EVERYTHING,
) -> ConsentEntry:
    """Write down a yes or no to the latest wording; what was said before stays."""
    made: ConsentEntry = ConsentEntry.objects.create(
        wording=wording_of(kind), client=client, subject_kind=about[0], subject_id=about[1],
        is_given=is_given, said_by=said_by, at=at,
    )  # fmt: skip
    return made


def standing(*, client: Client, about: About = EVERYTHING) -> list[Standing]:
    """What counts of each type: the last word about this, or else about everything."""
    entries = ConsentEntry.objects.filter(client=client).select_related("wording")
    last: dict[tuple[int, About], ConsentEntry] = {}
    for entry in entries.order_by("pk"):
        last[entry.wording.type_id, (entry.subject_kind, entry.subject_id)] = entry
    return [
        Standing(
            each.kind, each.wording,
            last.get((each.kind.pk, about)) or last.get((each.kind.pk, EVERYTHING)),
        )
        for each in types()
    ]  # fmt: skip


def history(*, client: Client) -> list[ConsentEntry]:
    """Everything that a client ever said, the newest first."""
    found = ConsentEntry.objects.filter(client=client).select_related("wording")
    return list(found.order_by("-pk"))


def tally(*, clients: QuerySet[Client], abouts: Sequence[About]) -> list[Tally]:
    """For each use about which one of the clients said something: how many agree now.

    Of ``abouts`` the first that a client said something about counts, and else everything.
    """
    last = _last_words(clients, abouts)
    if not last:
        return []
    total, found = clients.count(), dict[int, list[ConsentEntry]]()
    for (kind, _client), entry in last.items():
        found.setdefault(kind, []).append(entry)
    return [
        Tally(said[-1].wording.title, sum(entry.is_given for entry in said), total)
        for _kind, said in sorted(found.items())
    ]


def without(*, clients: QuerySet[Client], built_in: str, abouts: Sequence[About]) -> list[Client]:
    """Those of the clients who have not said yes to a built-in use that is still asked for."""
    kind = ConsentType.objects.filter(built_in=built_in).first()
    if kind is None:
        return list(clients)
    if kind.archived_at is not None:
        return []
    last = _last_words(clients, abouts)
    agreed = {client for (about, client), entry in last.items()
              if about == kind.pk and entry.is_given}  # fmt: skip
    return [client for client in clients if client.pk not in agreed]


def _last_words(
    clients: QuerySet[Client], abouts: Sequence[About]
) -> dict[tuple[int, int | None], ConsentEntry]:
    """What counts now, by ids of type and client."""
    # Words about what is nearer come after words about what is further, later ones after earlier.
    ranks = {about: rank for rank, about in enumerate([EVERYTHING, *reversed(abouts)])}
    entries = ConsentEntry.objects.filter(
        client__in=clients, wording__type__archived_at=None,
        subject_id__in=[subject for _kind, subject in ranks],
    ).select_related("wording")  # fmt: skip
    ordered = sorted(
        (ranks[about], entry.pk, entry)
        for entry in entries
        if (about := (entry.subject_kind, entry.subject_id)) in ranks
    )
    return {(entry.wording.type_id, entry.client_id): entry for _rank, _pk, entry in ordered}


def furnish() -> None:
    """Give the built-in types their rows, which are the studio's from then on."""
    if ConsentType.objects.exclude(built_in="").count() == len(BUILT_IN):
        return
    with transaction.atomic():
        for new in _built_in():
            kind, is_new = ConsentType.objects.get_or_create(
                built_in=new.kind.built_in,
                defaults={"position": new.kind.position, "public_id": new.kind.public_id},
            )
            if is_new:
                new.wording.type = kind
                new.wording.save()


def _built_in() -> list[Standing]:
    """As they begin, in the studio's language, without rows; known by their names."""
    found, at = [], timezone.now()
    with translation.override(site.site_settings().language):
        for position, (name, title, text) in enumerate(BUILT_IN):
            kind = ConsentType(public_id=name, built_in=name, position=position)
            words = ConsentWording(number=1, title=str(title), text=str(text), written_at=at)
            found.append(Standing(kind, words, None))
    return found
