"""A paper as the answer to a request; who may have it is for the caller to know."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from modules.commerce.models import Document
from modules.commerce.papers.naming import title


def answer(document: Document) -> HttpResponse:
    """The PDF as a download that nobody keeps but who asked for it."""
    # Only here: the library takes 50 MB of memory, in processes that print nothing too.
    from modules.commerce.papers import writing

    made = writing.pdf(document.data, at=document.issued_at)
    response = HttpResponse(made, content_type="application/pdf")
    header = content_disposition_header(True, name_of(document))
    response["Content-Disposition"] = header or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def name_of(document: Document) -> str:
    """The file's name, in the language of the paper; no sign of it means anything to a disk."""
    with translation.override(document.data["language"]):
        name = title(document.data)
    return "".join(sign if sign.isalnum() or sign in " -._" else "-" for sign in name) + ".pdf"
