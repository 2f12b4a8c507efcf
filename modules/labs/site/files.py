"""A print file, given to whoever holds its link: one answer, no redirect, no cookie."""

from __future__ import annotations

from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from modules.labs.models import PrintFile
from modules.labs.services import printing
from safelight.storage import names, objects, ranges

_CHUNK = 64 * 1024


class Part:
    """Some bytes of an open file, read as they are asked for; the server closes it."""

    def __init__(self, file: BinaryIO, part: range) -> None:
        self._file, self._left = file, len(part)
        file.seek(part.start)

    def __iter__(self) -> Part:
        return self

    def __next__(self) -> bytes:
        chunk = self._file.read(min(_CHUNK, self._left))
        if not chunk:
            raise StopIteration
        self._left -= len(chunk)
        return chunk

    def close(self) -> None:
        self._file.close()


@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """All of the file, or the range that is asked for; 404 whatever is wrong with the link."""
    at = timezone.now()
    try:
        found = printing.linked(token=token, name=name, at=at)
        response = _answer(request, found)
    except (printing.NoSuchLink, objects.NoSuchObject):
        raise Http404 from None
    if _begins(request, response):
        printing.count_fetch(file=found, at=at)
    return response


def _begins(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the file's first byte is given; what goes on is the same fetch."""
    if request.method != "GET" or response.status_code not in (200, 206):
        return False
    return response.get("Content-Range", "bytes 0-").startswith("bytes 0-")


def _answer(request: HttpRequest, found: PrintFile) -> HttpResponseBase:
    validators = ranges.Validators(f'"{found.md5}"')
    asked = {name.lower().encode(): text.encode() for name, text in request.headers.items()}
    if ranges.is_unchanged(asked, validators):
        return _headed(HttpResponse(status=304), found)
    if request.method == "HEAD":
        return _sized(_headed(HttpResponse(), found), found.size)
    try:
        part = ranges.choose(asked, validators, found.size)
    except ranges.Unsatisfiable:
        refusal = HttpResponse(status=416)
        refusal["Content-Range"] = f"bytes */{found.size}"
        return refusal
    whole = range(found.size) if part is None else part
    body = Part(objects.from_environment().open(found.key), whole)
    response = _headed(StreamingHttpResponse(body, status=206 if part else 200), found)
    if part is not None:
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{found.size}"
    return _sized(response, len(whole))


def _headed(response: HttpResponseBase, found: PrintFile) -> HttpResponseBase:
    response["Content-Type"] = "image/jpeg"
    response["Content-Disposition"] = names.content_disposition("attachment", found.name).decode()
    response["ETag"] = f'"{found.md5}"'
    response["Accept-Ranges"] = "bytes"
    return response


def _sized(response: HttpResponseBase, length: int) -> HttpResponseBase:
    response["Content-Length"] = str(length)
    return response
