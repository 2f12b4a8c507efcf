"""One search over all studios."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.console import posted, roles, searching
from safelight.console.doors import operators
from safelight.console.models import OperatorEntry
from safelight.console.services import noting


@never_cache
@operators
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """A person's address is posted, so that it is in no address bar and in no log."""
    words = posted.text(request.POST if request.method == "POST" else request.GET, "q")
    by: Any = request.operator  # type: ignore[attr-defined]
    may_find_people = roles.may(by, "people.search")
    is_about_a_person = searching.is_address(words)
    if request.method == "POST" and is_about_a_person and may_find_people:
        noting.note(by, OperatorEntry.Verb.SEARCH, subject=searching.digest_of(words)[:16])
    with_people = may_find_people and request.method == "POST"
    context = {
        "words": words, "found": searching.find(words, with_people=with_people),
        "may_find_people": may_find_people, "is_about_a_person": is_about_a_person,
    }  # fmt: skip
    return render(request, "console/search.html", context)
