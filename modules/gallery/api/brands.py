"""The brands that a gallery can wear, for members' programs."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from modules.gallery import permissions
from safelight.api.views import WorkspaceAPIView
from safelight.site import brands


class BrandSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    tagline = serializers.CharField()
    contact_email = serializers.EmailField()
    website = serializers.URLField()
    footer = serializers.CharField()
    accent = serializers.CharField(help_text="`#rrggbb`.")


class BrandListSerializer(serializers.Serializer[Any]):
    results = BrandSerializer(many=True)


class BrandsView(WorkspaceAPIView):
    permissions: ClassVar = {"GET": permissions.VIEW}

    @extend_schema(
        summary="Brands, by name",
        description="All of them: a studio has at most a hundred.",
        responses=BrandListSerializer,
        tags=["galleries"],
    )
    def get(self, request: Request) -> Response:
        return Response({"results": BrandSerializer(brands.rows(), many=True).data})
