"""Where labs tell how far orders are. The address itself is the secret; who knows none sees 404."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from modules.labs.contract import Answered, Incoming, NotGenuine
from modules.labs.services import ordering
from safelight.kernel.errors import Refusal

# A whole order with hundreds of pieces is far smaller.
LARGEST = 512 * 1024


@csrf_exempt  # A lab has no page of ours; its secret is in the address.
@require_POST
def callback(request: HttpRequest, secret: str) -> HttpResponse:
    """200 once it is kept, 400 for what the lab cannot have sent, 413 for what is too long.

    503 where the account cannot be used: labs tell again later.
    """
    connection = ordering.connection_of(secret)
    if connection is None:
        raise Http404
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    incoming = Incoming(headers=headers, body=body)
    try:
        answer = ordering.hear(connection=connection, incoming=incoming, at=timezone.now())
    except Refusal:
        # Its keys cannot be read just now: the lab tells again later.
        return HttpResponse(status=503)
    if isinstance(answer, NotGenuine):
        return HttpResponse(status=400)
    text = answer.body if isinstance(answer, Answered) else ""
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
