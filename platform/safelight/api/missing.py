"""An address of the API that nobody has: 404 in the one error shape."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from safelight.api.errors import shape


@csrf_exempt  # Changes nothing, and 404 is the truer answer than a failed CSRF check.
def missing(request: HttpRequest) -> JsonResponse:
    return JsonResponse(shape("not_found", _("There is nothing at this address.")), status=404)
