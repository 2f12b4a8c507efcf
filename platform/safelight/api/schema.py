"""How views describe themselves in OpenAPI."""

from __future__ import annotations

import inspect
from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from safelight.api.described import ERROR, UPLOADS
from safelight.kernel import registry

MODULE = "x-module"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_ERROR_REFERENCE = {"$ref": "#/components/schemas/Error"}

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER,
    description="Names this write, so that sending it again does not do it again.",
)  # fmt: skip
# Of a list in keyset pages (safelight.api.pages).
PAGE = [
    OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 100 rows; 50 if left out."),
    OpenApiParameter("after", OpenApiTypes.STR, description="The `next` of the page before."),
]


class ModuleSchema(AutoSchema):
    """Marks each operation with its module; names it by method and path, which are unique."""

    def get_extensions(self) -> dict[str, Any]:
        package = type(self.view).__module__
        for manifest in registry.manifests():
            if package.startswith(f"{manifest.package}."):
                return {MODULE: manifest.name}
        return {}

    def get_operation_id(self) -> str:
        parts = self.path.removeprefix("/api/v1/").replace("-", "_").split("/")
        names = [part.strip("{}") for part in parts if part]
        return "_".join([self.method.lower(), *(names or ["root"])])

    def get_description(self) -> str:  # type: ignore[override]
        # Not that of a base class, which speaks to programmers.
        return inspect.cleandoc(type(self.view).__doc__ or "")

    def get_override_parameters(self) -> list[OpenApiParameter | Any]:
        if self.method in WRITES:
            return [IDEMPOTENCY_KEY]
        shown = set(getattr(self.get_response_serializers(), "_declared_fields", ()))
        return PAGE if shown == {"results", "next"} else []

    def get_auth(self) -> list[dict[str, Any]]:
        auths: list[dict[str, Any]] = super().get_auth()
        # Views with permissions are for members; the others decide by what is asked for.
        return auths if getattr(self.view, "permissions", None) else [*auths, {}]


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "safelight.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token of a member's account."}


class PageScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "safelight.api.authentication.PageAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {
            "type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME,
            "description": "The pages' session; writes need the page's `X-CSRFToken` as well.",
        }  # fmt: skip


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add what no view can say: the error of every operation, and the tus server."""
    result["paths"] = dict(sorted({**result["paths"], **UPLOADS}.items()))
    result["components"].setdefault("schemas", {})["Error"] = ERROR
    for operations in result["paths"].values():
        for operation in operations.values():
            failed = {"application/json": {"schema": _ERROR_REFERENCE}}
            operation["responses"].setdefault(
                "default", {"description": "Refused.", "content": failed}
            )
    return result
