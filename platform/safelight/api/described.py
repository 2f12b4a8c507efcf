"""Parts of the OpenAPI description that are written by hand.

The tus server (``safelight.uploads``) is no view of REST framework: it reads bodies as they come.
"""

from __future__ import annotations

from typing import Any

ERROR = {
    "type": "object",
    "description": "Every refusal has this shape; docs/api/README.md lists the codes.",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string", "description": "A sentence for a person."},
                "fields": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}

_BYTES = {"application/offset+octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_MEMBERS: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
_ID = {"in": "path", "name": "public_id", "required": True, "schema": {"type": "string"}}


def _header(name: str, *, required: bool = True, kind: str = "string") -> dict[str, Any]:
    return {"in": "header", "name": name, "required": required, "schema": {"type": kind}}


_VERSION = _header("Tus-Resumable")


def _operation(
    verb: str, summary: str, status: str, parameters: list[dict[str, Any]], *, body: bool = False
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": verb,
        "summary": summary,
        "description": "tus 1.0: see https://tus.io/protocols/resumable-upload",
        "tags": ["uploads"],
        "parameters": parameters,
        "security": _MEMBERS,
        "responses": {status: {"description": "No body; the answer is in its headers."}},
    }
    if body:
        operation["requestBody"] = {"content": _BYTES}
    return operation


UPLOADS: dict[str, dict[str, Any]] = {
    "/api/v1/uploads/": {
        "post": _operation(
            "post_uploads", "Begin an upload", "201", body=True,
            parameters=[
                _VERSION, _header("Upload-Metadata"),
                _header("Upload-Length", required=False, kind="integer"),
                _header("Upload-Defer-Length", required=False, kind="integer"),
                _header("Upload-Checksum", required=False),
            ],
        ),
        "options": _operation("options_uploads", "What the server can do", "204", []),
    },
    "/api/v1/uploads/{public_id}/": {
        "head": _operation("head_upload", "How far it is", "200", [_ID, _VERSION]),
        "patch": _operation(
            "patch_upload", "Go on", "204", body=True,
            parameters=[
                _ID, _VERSION, _header("Upload-Offset", kind="integer"),
                _header("Upload-Checksum", required=False),
            ],
        ),
        "delete": _operation("delete_upload", "End it", "204", [_ID, _VERSION]),
        "options": _operation("options_upload", "What the server can do", "204", [_ID]),
    },
}  # fmt: skip
