"""Batches of uploads: announce, answer once, look how far they are."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import access
from modules.gallery.api import batch_files
from modules.gallery.api.base import FillingView, gallery_to_fill
from modules.gallery.models import Batch, PhotoState
from modules.gallery.permissions import UPLOAD
from modules.gallery.services import batches
from safelight.accounts.models import Person


@extend_schema_field(str)
class FileName(serializers.Field[str, Any, str, Any]):
    """Whatever a file may be called: one odd name must not refuse a whole batch."""

    def to_internal_value(self, data: Any) -> str:
        return data if isinstance(data, str) else ""


class AnnouncedFile(serializers.Serializer[Any]):
    name = FileName()
    size = serializers.IntegerField(min_value=0)


class NewBatch(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=PhotoState.values, default=PhotoState.UNDEFINED)
    match_by_stem = serializers.BooleanField(default=False)
    on_clash = serializers.ChoiceField(choices=Batch.OnClash.values, default=Batch.OnClash.ASK)
    files = AnnouncedFile(many=True, default=list)


class Answer(serializers.Serializer[Any]):
    on_clash = serializers.ChoiceField(choices=[v for v in Batch.OnClash.values if v])


class OpenedBatch(serializers.Serializer[Any]):
    id = serializers.CharField()
    clashes = serializers.ListField(child=serializers.CharField())


class BatchFileShown(serializers.Serializer[Any]):
    name = serializers.CharField()
    bytes = serializers.IntegerField()
    upload = serializers.CharField(allow_null=True)
    status = serializers.ChoiceField(choices=batch_files.STATUSES)
    outcome = serializers.CharField(allow_null=True)
    sentence = serializers.CharField(allow_null=True)
    photo = serializers.CharField(allow_null=True)
    small = serializers.CharField(allow_null=True)


class BatchShown(serializers.Serializer[Any]):
    id = serializers.CharField()
    gallery = serializers.CharField()
    state = serializers.CharField()
    on_clash = serializers.CharField(allow_null=True)
    finished = serializers.BooleanField()
    counts = serializers.DictField(child=serializers.IntegerField())
    files = BatchFileShown(many=True)
    next = serializers.CharField(allow_null=True)


class GalleryBatches(FillingView):
    """POST announces a batch of files for this gallery."""

    permissions: ClassVar[dict[str, str]] = {"POST": UPLOAD}

    @extend_schema(
        summary="Announce files", request=NewBatch, responses={201: OpenedBatch}, tags=["uploads"]
    )
    def post(self, request: Request, gallery: str) -> Response:
        asked = NewBatch(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        files = [batches.Announced(name=each["name"], size=each["size"]) for each in said["files"]]
        opened = batches.open_batch(
            gallery=gallery_to_fill(request, gallery), state=said["state"], files=files,
            match_by_stem=said["match_by_stem"], on_clash=said["on_clash"],
            by=cast(Person, request.user), at=timezone.now(), sight=_sight(request),
        )  # fmt: skip
        body = {"id": opened.batch.public_id, "clashes": list(opened.clashes)}
        return Response(body, status=201)


class OneBatch(FillingView):
    """GET says how far the batch and each file are; PATCH gives the answer for clashes."""

    permissions: ClassVar[dict[str, str]] = {"GET": UPLOAD, "PATCH": UPLOAD}

    @extend_schema(
        summary="How far a batch is", responses=BatchShown, tags=["uploads"],
        parameters=[OpenApiParameter("after", str, description="The last page's “next”.")],
    )  # fmt: skip
    def get(self, request: Request, batch: str) -> Response:
        return Response(batch_files.described(request, _batch(request, batch)))

    @extend_schema(summary="Answer clashes", request=Answer, responses=BatchShown, tags=["uploads"])
    def patch(self, request: Request, batch: str) -> Response:
        found = _batch(request, batch)
        asked = Answer(data=request.data)
        asked.is_valid(raise_exception=True)
        batches.answer(
            batch=found, on_clash=asked.validated_data["on_clash"], sight=_sight(request)
        )
        return Response(batch_files.described(request, found))


def _batch(request: Request, public_id: str) -> Batch:
    """The batch, for who may fill its gallery; in a home, others' only for who sees all there."""
    batch = Batch.objects.select_related("gallery").filter(public_id=public_id).first()
    gallery_to_fill(request, batch.gallery.public_id if batch else "")
    sight = _sight(request)
    is_others = batch is not None and batch.made_by_id != request.user.pk
    if batch is None or (
        is_others
        and sight is not None
        and batch.gallery.is_home
        and not sight.may(batch.gallery_id, access.Right.SEE)
    ):
        raise Http404
    return batch


def _sight(request: Request) -> access.Sight | None:
    return access.viewer_of(request._request).sight
