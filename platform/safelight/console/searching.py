"""Search over all studios: by what is public, by exact digests of addresses, by ids of work."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q

from safelight.console.models import MailDigest
from safelight.console.services import figures
from safelight.jobs.models import Job
from tenants.models import Domain, Studio

MOST = 30
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{22}")
# Of each file; a line that a person looks for is a late one.
_LAST_LINES = 200_000


@dataclass(kw_only=True)
class Found:
    """What was found, by kind. ``people``: studio and what the person is there."""

    studios: list[Studio] = field(default_factory=list)
    domains: list[Domain] = field(default_factory=list)
    people: list[tuple[Studio, str]] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.studios or self.domains or self.people or self.jobs or self.lines)


def find(words: str, *, with_people: bool) -> Found:
    """Everything that the words name. ``with_people``: also whose address they are."""
    words = words.strip()[:254]
    if not words:
        return Found()
    if is_address(words):
        return Found(people=_people(words) if with_people else [])
    return Found(
        studios=_studios(words), domains=_domains(words), jobs=_jobs(words), lines=_lines(words)
    )


def is_address(words: str) -> bool:
    try:
        validate_email(words.strip())
    except ValidationError:
        return False
    return True


def digest_of(email: str) -> str:
    """As ``figures`` digests the addresses of each studio's people."""
    return hashlib.sha256(f"{figures.mail_key()}{email.strip().lower()}".encode()).hexdigest()


def _people(email: str) -> list[tuple[Studio, str]]:
    rows = MailDigest.objects.filter(digest=digest_of(email)).select_related("studio")
    found = rows.order_by("studio__address", "kind")[:MOST]
    return [(row.studio, row.get_kind_display()) for row in found]


def _studios(words: str) -> list[Studio]:
    taken = Studio.objects.exclude(state=Studio.State.SPARE)
    named = Q(name__icontains=words) | Q(address__icontains=words) | Q(schema_name=words)
    return list(taken.filter(named).order_by("address")[:MOST])


def _domains(words: str) -> list[Domain]:
    rows = Domain.objects.select_related("tenant").filter(domain__icontains=words.lower())
    return list(rows.order_by("domain")[:MOST])


def _jobs(words: str) -> list[Job]:
    if words.isascii() and words.isdigit() and len(words) < 19:
        return list(Job.objects.select_related("studio").filter(pk=int(words)))
    return []


def _lines(request_id: str) -> list[str]:
    """Lines of the log files that name a request, where this machine keeps the files itself."""
    if settings.ENVIRONMENT == "production" or not _REQUEST_ID.fullmatch(request_id):
        return []
    found: list[str] = []
    for file in sorted((Path(settings.VAR) / "log").glob("*.log")):
        with file.open(errors="replace") as lines:
            late = deque(lines, maxlen=_LAST_LINES)
        found += [line.rstrip()[:500] for line in late if f"request={request_id}" in line]
    return found[:MOST]
