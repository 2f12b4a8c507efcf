"""How views describe themselves in OpenAPI."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema

from safelight.kernel import registry

MODULE = "x-module"


class ModuleSchema(AutoSchema):
    """Marks each operation with the module that it belongs to."""

    def get_extensions(self) -> dict[str, Any]:
        package = type(self.view).__module__
        for manifest in registry.manifests():
            if package.startswith(f"{manifest.package}."):
                return {MODULE: manifest.name}
        return {}
