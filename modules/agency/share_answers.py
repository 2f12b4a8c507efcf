"""Statements and payment runs as downloads, for the team's pages and the contributor's own."""

from __future__ import annotations

from typing import IO

from django.http import HttpResponse

from modules.agency.models import PaymentRun, Statement
from modules.agency.services.shares import writing


def statement_csv(statement: Statement) -> HttpResponse:
    return _csv(writing.statement_csv(statement), f"statement-{statement.number}.csv")


def statement_pdf(statement: Statement) -> HttpResponse:
    made = writing.statement_pdf(statement)
    return _private(made, "application/pdf", f"statement-{statement.number}.pdf")


def run_csv(run: PaymentRun) -> HttpResponse:
    return _csv(writing.run_csv(run), f"payment-{run.number}.csv")


def _csv(file: IO[bytes], name: str) -> HttpResponse:
    with file:
        return _private(file.read(), "text/csv; charset=utf-8", name)


def _private(content: bytes, media_type: str, name: str) -> HttpResponse:
    """Kept by nobody but who asked for it."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
