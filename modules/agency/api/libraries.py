"""Libraries and their files."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.agency import selectors
from modules.agency.api.base import MemberView
from modules.agency.models import Library
from modules.agency.selectors import Counts
from modules.agency.services import files, rights
from modules.agency.workspace.views.files import gallery_to_fill
from modules.agency.workspace.views.review import LONGEST_NOTE
from safelight.api import pages

MOST_AT_ONCE = 2000


class LibrarySerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    colour = serializers.CharField()
    gallery = serializers.CharField(
        source="home.public_id", help_text="Where files are uploaded: /galleries/{id}/batches/."
    )
    contributor = serializers.CharField(source="contributor.name", default=None, allow_null=True)
    review_first = serializers.BooleanField()
    archived_at = serializers.DateTimeField(allow_null=True)
    rights = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()
    waiting = serializers.SerializerMethodField()

    def get_rights(self, library: Library) -> list[str]:
        return sorted(rights.in_home(self.context["sight"], library.home_id))

    def get_files(self, library: Library) -> int:
        return self._counts(library).files

    def get_waiting(self, library: Library) -> int:
        return self._counts(library).waiting

    def _counts(self, library: Library) -> Counts:
        counted: dict[int, Counts] = self.context["counts"]
        return counted.get(library.pk, Counts())


class FileSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    state = serializers.CharField()
    version = serializers.IntegerField(source="version.number")
    bytes = serializers.IntegerField(source="version.bytes")
    uploaded_at = serializers.DateTimeField(source="version.uploaded_at")
    review = serializers.SerializerMethodField()
    note = serializers.CharField(source="review_note", allow_null=True)
    placed = serializers.BooleanField(source="is_placed")

    def get_review(self, photo: Any) -> str | None:
        first = self.context["library"].review_first
        return selectors.standing(photo.review_state, review_first=first) or None


class FilePageSerializer(serializers.Serializer[Any]):
    results = FileSerializer(many=True)
    next = serializers.CharField(allow_null=True)


class PlacingSerializer(serializers.Serializer[Any]):
    gallery = serializers.CharField()
    files = serializers.ListField(child=serializers.CharField(), max_length=MOST_AT_ONCE)


class PlacedSerializer(serializers.Serializer[Any]):
    placed = serializers.IntegerField()


class SeenSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    version = serializers.IntegerField(help_text="The version that was looked at.")


class ReviewDecisionSerializer(serializers.Serializer[Any]):
    approve = serializers.BooleanField()
    note = serializers.CharField(max_length=LONGEST_NOTE, allow_blank=True, default="")
    files = SeenSerializer(many=True)


class DecidedSerializer(serializers.Serializer[Any]):
    decided = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="Replaced meanwhile: they wait again.")


class LibrariesView(MemberView):
    @extend_schema(summary="Libraries", responses=LibrarySerializer(many=True), tags=["libraries"])
    def get(self, request: Request) -> Response:
        shown = list(selectors.libraries(self.sight))
        return Response(_described(self, shown).data)


class LibraryView(MemberView):
    @extend_schema(summary="One library", responses=LibrarySerializer, tags=["libraries"])
    def get(self, request: Request, library: str) -> Response:
        return Response(_described(self, [self.library(library)]).data[0])


def _described(view: MemberView, shown: list[Library]) -> Any:
    context = {"sight": view.sight, "counts": selectors.counts(view.sight, shown)}
    return LibrarySerializer(shown, many=True, context=context)


class FilesView(MemberView):
    @extend_schema(summary="Files of a library", responses=FilePageSerializer, tags=["libraries"])
    def get(self, request: Request, library: str) -> Response:
        found = self.library(library)
        rows = selectors.files(self.sight, [found.home_id])
        page = pages.page(request, rows, by="-created_at")
        shown = FileSerializer(page.rows, many=True, context={"library": found})
        return Response({"results": shown.data, "next": page.next})


class PlacementsView(MemberView):
    """Showing files in a gallery, and taking them out: the role has a word in both."""

    @extend_schema(
        summary="Show files in a gallery", request=PlacingSerializer, responses=PlacedSerializer,
        tags=["libraries"],
    )  # fmt: skip
    def post(self, request: Request, library: str) -> Response:
        return self._act(request, library, take_out=False)

    @extend_schema(
        summary="Take files out of a gallery", request=PlacingSerializer,
        responses=PlacedSerializer, tags=["libraries"],
    )  # fmt: skip
    def put(self, request: Request, library: str) -> Response:
        """As a body goes with it, this is no DELETE."""
        return self._act(request, library, take_out=True)

    def _act(self, request: Request, library: str, *, take_out: bool) -> Response:
        found = self.library(library)
        asked = PlacingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        into = gallery_to_fill(request._request, asked.validated_data["gallery"])
        ids = [photo.pk for photo in self.files(found, asked.validated_data["files"])]
        if take_out:
            count = files.take_out(photo_ids=ids, of=into, viewer=self.viewer)
        else:
            count = files.publish(photo_ids=ids, into=into, viewer=self.viewer)
        return Response({"placed": count})


class DecisionsView(MemberView):
    @extend_schema(
        summary="Approve or decline files", request=ReviewDecisionSerializer,
        responses=DecidedSerializer, tags=["libraries"],
    )  # fmt: skip
    def post(self, request: Request, library: str) -> Response:
        found = self.library(library)
        asked = ReviewDecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        numbers = {each["id"]: each["version"] for each in said["files"][:MOST_AT_ONCE]}
        seen = {photo.pk: numbers[photo.public_id] for photo in self.files(found, list(numbers))}
        done = files.review(
            seen=seen, approve=said["approve"], note=said["note"].strip(),
            by=self.member.person, viewer=self.viewer, at=timezone.now(),
        )  # fmt: skip
        return Response({"decided": done.decided, "changed": done.changed})
