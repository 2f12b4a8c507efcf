"""Bases of all API views."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from safelight.accounts.models import ApiToken
from safelight.api import idempotency, limits
from safelight.api.authentication import PageAuthentication, TokenAuthentication
from safelight.api.models import IdempotencyRecord
from tenants.models import Studio


class _AnsweredBefore(exceptions.APIException):
    """Leaves the view early with a stored answer; raised only after authentication."""

    def __init__(self, record: IdempotencyRecord) -> None:
        super().__init__()
        self.record = record


class StudioAPIView(APIView):
    """Anybody may ask; the view decides what they get. Writes honour ``Idempotency-Key``."""

    authentication_classes = (TokenAuthentication, PageAuthentication)
    permission_classes: Any = ()
    _record: IdempotencyRecord | None = None

    @property
    def studio(self) -> Studio:
        return cast(Studio, self.request._request.studio)  # type: ignore[attr-defined]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key = idempotency.key_of(request)
        if key is None:
            return super().dispatch(request, *args, **kwargs)
        # The effect and the record of it appear together.
        with transaction.atomic():
            self._idempotency_key = key
            response = super().dispatch(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            elif self._record is not None and self._record.status is None:
                idempotency.keep(
                    self._record, response.status_code, getattr(response, "data", None)
                )
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        _refuse_unreadable(request._request)
        super().initial(request, *args, **kwargs)
        limits.slow_strangers_down(request._request)
        limits.slow_readers_down(request._request, cast("ApiToken | None", request.auth))
        key = getattr(self, "_idempotency_key", None)
        if key is not None:
            self._record = idempotency.claim(request._request, key)
            if self._record.status is not None:
                raise _AnsweredBefore(self._record)

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, _AnsweredBefore):
            headers = {"Idempotent-Replay": "true"}
            return Response(exc.record.body, status=exc.record.status, headers=headers)
        return super().handle_exception(exc)


class WorkspaceAPIView(StudioAPIView):
    """For members: ``permissions`` names the permission of each method."""

    permissions: ClassVar[dict[str, str]] = {}

    def check_permissions(self, request: Request) -> None:
        asked = request._request
        if not asked.user.is_authenticated:
            raise exceptions.NotAuthenticated
        method = "GET" if request.method == "HEAD" else str(request.method)
        needed = self.permissions.get(method)
        if needed is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        if needed not in asked.allowed:  # type: ignore[attr-defined]
            raise exceptions.PermissionDenied


def _refuse_unreadable(request: HttpRequest) -> None:
    """Nothing that is kept has a NUL in it, and no body is longer than Django reads."""
    if "\0" in request.path_info:
        raise Http404
    for name, values in request.GET.lists():
        if any("\0" in value for value in values):
            raise exceptions.ValidationError({name: [_("This cannot be read.")]})
    if request.method not in limits.SAFE:
        # Django's limit on bodies holds only where it reads them; parsers read past it.
        request.body  # noqa: B018 - reading it is the point
