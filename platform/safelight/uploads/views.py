"""The two addresses of the tus server: where uploads are made, and one upload."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from safelight.accounts.models import Person
from safelight.kernel import registry
from safelight.kernel.errors import Refusal
from safelight.storage import parts
from safelight.uploads import appending, callers, limits, protocol, services
from safelight.uploads.bodies import Body
from safelight.uploads.models import Upload


class WrongVersion(Refusal):
    code = "tus_version"
    status = 412


class WrongMediaType(Refusal):
    code = "wrong_media_type"
    status = 415


class NotAllowed(Refusal):
    code = "permission_denied"
    status = 403


class NoSuchPurpose(Refusal):
    code = "not_found"
    status = 404


class NoSuchMethod(Refusal):
    code = "method_not_allowed"
    status = 405


# The session's token is checked by ``callers``, which knows programs with a token as well.
@method_decorator(csrf_exempt, name="dispatch")
class TusView(View):
    """What every answer has in common: the version, the error shape, who may ask."""

    http_method_names = ("options", "head", "post", "patch", "delete")
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.method = request.headers.get("X-HTTP-Method-Override", str(request.method)).upper()
        try:
            response = self._answer(request, *args, **kwargs)
        except Refusal as refusal:
            response = _refused(refusal)
        except parts.NoSuchUpload:
            response = _refused(appending.Gone(_("This upload has come to its end.")))
        except Http404:
            response = _refused(NoSuchPurpose(_("There is nothing at this address.")))
        if response.status_code >= 400:
            Body(request).discard()
        response["Tus-Resumable"] = protocol.VERSION
        response["Cache-Control"] = "no-store"
        response["Access-Control-Expose-Headers"] = protocol.EXPOSED
        if request.method == "HEAD":
            response.content = b""
        return response

    def _answer(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        verb = getattr(self, str(request.method).lower(), None)
        if verb is None or str(request.method).lower() not in self.http_method_names:
            raise NoSuchMethod(_("This address does not take such a request."))
        if request.method != "OPTIONS":
            if request.headers.get("Tus-Resumable") != protocol.VERSION:
                raise WrongVersion(_("This server speaks tus %s.") % protocol.VERSION)
            self._check_media_type(request)
            self.person = callers.member(request)
        response: HttpResponse = verb(request, *args, **kwargs)
        return response

    def _check_media_type(self, request: HttpRequest) -> None:
        # Before anything may look into a form: what is not a file's bytes is not read at all.
        needed = request.method == "PATCH" or not Body(request).is_empty
        if needed and request.content_type != protocol.BODY_TYPE:
            raise WrongMediaType(_("Send the bytes as %s.") % protocol.BODY_TYPE)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(status=204)
        response["Tus-Version"] = protocol.VERSION
        response["Tus-Extension"] = protocol.EXTENSIONS
        response["Tus-Max-Size"] = str(limits.most_bytes())
        response["Tus-Checksum-Algorithm"] = ",".join(protocol.ALGORITHMS)
        return response


class UploadsView(TusView):
    """POST makes an upload (creation), and takes its first bytes if they come along."""

    def post(self, request: HttpRequest) -> HttpResponse:
        header = request.headers.get("Upload-Metadata", "")
        purpose = protocol.metadata(header).get("purpose", "")
        _check_purpose(request, purpose)
        length = protocol.length(
            request.headers.get("Upload-Length"), request.headers.get("Upload-Defer-Length")
        )
        body, checksum = Body(request), protocol.checksum(request.headers.get("Upload-Checksum"))
        now = timezone.now()
        upload = services.begin(
            owner=self.person, purpose=purpose, length=length, metadata_header=header, at=now
        )
        try:
            if not body.is_empty:
                appending.append(
                    upload=upload, offset=0, length=None, body=body, checksum=checksum, at=now
                )
            services.receive(upload=upload, at=timezone.now())
        except (appending.BodyTooLong, appending.ChecksumMismatch, protocol.BadHeader):
            # Nobody was told where this upload is, so nobody could go on with it.
            services.terminate(upload=upload, at=now)
            raise
        response = HttpResponse(status=201)
        response["Location"] = reverse("uploads:one", args=[upload.public_id])
        response["Upload-Offset"] = str(services.offset_of(upload))
        return _with_expiry(response, upload)


class UploadView(TusView):
    """HEAD says how far an upload is, PATCH goes on, DELETE ends it."""

    def head(self, request: HttpRequest, public_id: str) -> HttpResponse:
        upload = self._upload(request, public_id)
        offset = services.offset_of(upload)
        # The process that took the last byte may have died before it could tell anybody.
        services.receive(upload=upload, at=timezone.now())
        response = HttpResponse(status=200)
        response["Upload-Offset"] = str(offset)
        if upload.length is None:
            response["Upload-Defer-Length"] = "1"
        else:
            response["Upload-Length"] = str(upload.length)
        if upload.metadata_header:
            response["Upload-Metadata"] = upload.metadata_header
        return _with_expiry(response, upload)

    def patch(self, request: HttpRequest, public_id: str) -> HttpResponse:
        upload = self._upload(request, public_id)
        offset = protocol.number("Upload-Offset", request.headers.get("Upload-Offset"))
        said = request.headers.get("Upload-Length")
        body, checksum = Body(request), protocol.checksum(request.headers.get("Upload-Checksum"))
        if upload.is_received:
            raise appending.WrongOffset(_("This file has arrived as a whole."))
        reached = appending.append(
            upload=upload, offset=offset, body=body, checksum=checksum, at=timezone.now(),
            length=None if said is None else protocol.number("Upload-Length", said),
        )  # fmt: skip
        services.receive(upload=upload, at=timezone.now())
        response = HttpResponse(status=204)
        response["Upload-Offset"] = str(reached)
        return _with_expiry(response, upload)

    def delete(self, request: HttpRequest, public_id: str) -> HttpResponse:
        services.terminate(upload=self._upload(request, public_id), at=timezone.now())
        return HttpResponse(status=204)

    def _upload(self, request: HttpRequest, public_id: str) -> Upload:
        """The asker's own upload. Anybody else's is not there; one that has ended is gone."""
        upload = Upload.objects.filter(public_id=public_id, owner=self.person).first()
        if upload is None:
            raise Http404
        _check_purpose(request, upload.purpose)
        if upload.is_terminated or upload.has_expired(at=timezone.now()):
            raise appending.Gone(_("This upload has come to its end. Send the file anew."))
        return upload


def _check_purpose(request: HttpRequest, name: str) -> None:
    """The purpose is a module's that is on, and the member may send such files."""
    found = registry.upload_purpose(name)
    if found is None or found[0] not in request.modules:  # type: ignore[attr-defined]
        raise NoSuchPurpose(_("Nothing here takes files for this purpose."))
    permission = found[1].permission
    allowed: frozenset[str] = request.allowed  # type: ignore[attr-defined]
    if request.member is None or (permission and permission not in allowed):  # type: ignore[attr-defined]
        raise NotAllowed(_("Your role does not allow you to upload files."))


def _with_expiry(response: HttpResponse, upload: Upload) -> HttpResponse:
    if not upload.is_received:
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def _refused(refusal: Refusal) -> HttpResponse:
    error: dict[str, object] = {"code": refusal.code, "message": refusal.sentence, **refusal.more}
    if refusal.fields:
        error["fields"] = refusal.fields
    response = JsonResponse({"error": error}, status=refusal.status)
    if isinstance(refusal, WrongVersion):
        response["Tus-Version"] = protocol.VERSION
    if isinstance(refusal, appending.ChecksumMismatch):
        response.reason_phrase = "Checksum Mismatch"
    return response
