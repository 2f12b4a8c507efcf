"""Lists as CSV files that a spreadsheet opens without running anything in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that begins so is a formula to some spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BLANK = ("\t", "\r", "\n")


def quoted(value: object) -> str:
    """The cell as text; an apostrophe keeps a formula from being one."""
    text = str(value)
    begins_so = text.startswith(_BLANK) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if begins_so else text


def respond(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download in UTF-8 with a byte order mark, which spreadsheets look for."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(head)
    writer.writerows([quoted(cell) for cell in row] for row in rows)
    return response
