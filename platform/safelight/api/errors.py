"""The one error shape.

``{"error": {"code": "...", "message": "...", "fields": {"name": ["..."]}}}`` where ``code`` is
stable, ``message`` is a sentence for a person, and ``fields`` is there only for wrong input.
"""

from __future__ import annotations

import logging
import math
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, UnreadablePostError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from safelight.accounts.throttle import TooManyTries
from safelight.kernel.errors import Refusal
from safelight.storage import objects
from safelight.web import away

log = logging.getLogger(__name__)


class KeyReused(Refusal):
    """The key of another write was given to this one."""

    code = "idempotency_key_reused"
    status = 422


class TooMuchAtOnce(exceptions.APIException):
    """A body that is larger than the API reads."""

    status_code = 413
    default_code = "body_too_long"
    default_detail = gettext_lazy("This is more than can be sent at once. Send less.")


class StorageAway(exceptions.APIException):
    """What holds the files does not answer."""

    status_code = 503
    default_code = "storage_away"
    default_detail = gettext_lazy("The files cannot be reached just now. Try again in a minute.")
    wait = 30


class DatabaseAway(exceptions.APIException):
    """The database does not answer; what was asked for was not done."""

    status_code = 503
    default_code = "not_now"
    default_detail = gettext_lazy("This cannot be done just now. Nothing was changed; try again.")
    wait = away.DATABASE_RETRY_AFTER


def shape(code: str, message: str, fields: dict[str, list[str]] | None = None) -> dict[str, Any]:
    error: dict[str, Any] = {"code": code, "message": message}
    if fields:
        error["fields"] = fields
    return {"error": error}


def handle(problem: Exception, context: dict[str, Any]) -> Response:
    """REST framework's exception handler; what is not expected is logged and answered 500."""
    set_rollback()
    if isinstance(problem, Refusal):
        body = shape(problem.code, problem.sentence, problem.fields)
        body["error"] |= problem.more
        return Response(body, status=problem.status)
    problem = _known(problem)
    if isinstance(problem, Http404):
        return Response(shape("not_found", _("There is nothing at this address.")), status=404)
    if isinstance(problem, exceptions.ValidationError):
        return Response(_validation(problem), status=400)
    if isinstance(problem, exceptions.APIException):
        return _framework(problem)
    log.error("An API view failed", exc_info=problem)
    sentence = _("Something went wrong on our side. Nothing was changed; please try again.")
    return Response(shape("server_error", sentence), status=500)


def _known(problem: Exception) -> Exception:
    """In the framework's words, where it has a kind of answer for this."""
    if isinstance(problem, TooManyTries):
        return exceptions.Throttled(wait=problem.retry_after)
    if isinstance(problem, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(problem, RequestDataTooBig):
        return TooMuchAtOnce()
    if isinstance(problem, UnreadablePostError):
        return exceptions.ParseError()
    if isinstance(problem, objects.StorageAway):
        return StorageAway()
    if away.is_database_away(problem):
        log.error("The API needed the database, which is away: %s", problem)
        return DatabaseAway()
    return problem


def _framework(problem: exceptions.APIException) -> Response:
    code = str(getattr(problem.detail, "code", problem.default_code))
    headers = {}
    if wait := getattr(problem, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    if header := getattr(problem, "auth_header", None):
        headers["WWW-Authenticate"] = header
    body = shape(code, str(problem.detail))
    return Response(body, status=problem.status_code, headers=headers)


def _validation(problem: exceptions.ValidationError) -> dict[str, Any]:
    fields = _sentences(problem.detail)
    first = next(iter(fields.values()), [_("Check what you sent.")])[0]
    return shape("invalid", first, fields)


def _sentences(detail: Any, name: str = "") -> dict[str, list[str]]:
    """Nested details as ``{"photos.0.name": [sentences]}``."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for key, value in detail.items():
            found |= _sentences(value, f"{name}.{key}" if name else str(key))
        return found
    if isinstance(detail, list) and any(isinstance(each, dict | list) for each in detail):
        return _sentences({str(n): each for n, each in enumerate(detail) if each}, name)
    sentences = detail if isinstance(detail, list) else [detail]
    return {name or "body": [str(sentence) for sentence in sentences]}
