"""Picks, stars and comments of the caller."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery.api.base import GalleryView
from modules.gallery.presenting import saying
from modules.gallery.services import proofing


class PickedSerializer(serializers.Serializer[Any]):
    picked = serializers.BooleanField()


class StarsSerializer(serializers.Serializer[Any]):
    stars = serializers.IntegerField(min_value=0, max_value=5)


class NewCommentSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=proofing.LONGEST_COMMENT)


class CommentSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    author = serializers.CharField()
    text = serializers.CharField()
    created_at = serializers.DateTimeField()
    mine = serializers.BooleanField()
    by_studio = serializers.BooleanField()


class ThreadSerializer(serializers.Serializer[Any]):
    comments = CommentSerializer(many=True)


class PickView(GalleryView):
    @extend_schema(summary="Pick a photo", request=None, responses=PickedSerializer, tags=["proof"])
    def put(self, request: Request, gallery: str, photo: str) -> Response:
        wanted = self.photo(photo)
        proofing.pick(
            gallery=self.eye.gallery, photo=wanted, visitor=self.visitor(), at=timezone.now(),
            modules=self.eye.modules,
        )  # fmt: skip
        return Response({"picked": True})

    @extend_schema(summary="Take a pick back", request=None, responses={204: None}, tags=["proof"])
    def delete(self, request: Request, gallery: str, photo: str) -> Response:
        proofing.unpick(
            gallery=self.eye.gallery, photo=self.photo(photo), visitor=self.visitor(),
            modules=self.eye.modules,
        )  # fmt: skip
        return Response(status=204)


class RatingView(GalleryView):
    @extend_schema(
        summary="Give stars", request=StarsSerializer, responses=StarsSerializer, tags=["proof"]
    )
    def put(self, request: Request, gallery: str, photo: str) -> Response:
        asked = StarsSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        stars = proofing.rate(
            gallery=self.eye.gallery, photo=self.photo(photo), visitor=self.visitor(),
            stars=asked.validated_data["stars"], at=timezone.now(),
        )  # fmt: skip
        return Response({"stars": stars})


class CommentsView(GalleryView):
    @extend_schema(summary="Comments on a photo", responses=ThreadSerializer, tags=["proof"])
    def get(self, request: Request, gallery: str, photo: str) -> Response:
        thread = saying.thread(
            self.eye.gallery, self.photo(photo), self.eye.visitor, studio_name=self.face
        )
        return Response({"comments": CommentSerializer(thread, many=True).data})

    @extend_schema(
        summary="Write a comment", request=NewCommentSerializer,
        responses={201: CommentSerializer}, tags=["proof"],
    )  # fmt: skip
    def post(self, request: Request, gallery: str, photo: str) -> Response:
        asked = NewCommentSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = proofing.comment(
            gallery=self.eye.gallery, photo=self.photo(photo), visitor=self.visitor(),
            text=asked.validated_data["text"], by_team=self.is_team, at=timezone.now(),
        )  # fmt: skip
        shown = saying.remark(said, said.visitor, studio_name=self.face)
        return Response(CommentSerializer(shown).data, status=201)
