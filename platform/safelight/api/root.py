"""The root of the API and its description, of what is on in this studio only."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from safelight.api.schema import MODULE
from safelight.api.views import StudioAPIView
from safelight.kernel import registry

PREFIX = "/api/v1/"
_REFERENCE = re.compile(r"#/components/schemas/(\w+)")


class RootView(StudioAPIView):
    @extend_schema(summary="What there is", responses={200: dict[str, Any]}, tags=["root"])
    def get(self, request: Request) -> Response:
        modules = request._request.modules  # type: ignore[attr-defined]
        mounts = {
            mount.prefix.strip("/"): request.build_absolute_uri(f"{PREFIX}{mount.prefix}")
            for manifest in registry.manifests()
            if manifest.name in modules
            for mount in manifest.api
            if mount.prefix
        }
        return Response({"schema": request.build_absolute_uri(reverse("api:schema")), **mounts})


class SchemaView(StudioAPIView):
    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        modules = request._request.modules  # type: ignore[attr-defined]
        return Response(_schema(modules))


@cache
def _whole_schema() -> dict[str, Any]:
    generator: Any = SchemaGenerator(  # type: ignore[no-untyped-call]
        urlconf="safelight.urls_studio"
    )
    schema: dict[str, Any] = generator.get_schema(request=None, public=True)
    return schema


@cache
def _schema(modules: frozenset[str]) -> dict[str, Any]:
    """The description without the operations of modules that are off."""
    whole = _whole_schema()
    paths = {
        path: {
            method: operation
            for method, operation in operations.items()
            if operation.get(MODULE) in (None, *modules)
        }
        for path, operations in whole["paths"].items()
    }
    paths = {path: operations for path, operations in paths.items() if operations}
    named = {**whole["components"], "schemas": _used(whole["components"]["schemas"], paths)}
    return {**whole, "paths": paths, "components": named}


def _used(schemas: dict[str, Any], part: Any) -> dict[str, Any]:
    """Those of ``schemas`` that ``part`` refers to, or that they refer to in turn."""
    found: dict[str, Any] = {}
    waiting = [part]
    while waiting:
        for name in _REFERENCE.findall(json.dumps(waiting.pop(), default=str)):
            if name not in found:
                found[name] = schemas[name]
                waiting.append(schemas[name])
    return {name: found[name] for name in sorted(found)}
