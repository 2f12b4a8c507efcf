"""Where objects lie in a bucket: ``STORAGE_URL=s3:`` and the variables that belong to it.

``s3://bucket/prefix?endpoint=https://…&region=…``. Keys come from ``AWS_ACCESS_KEY_ID`` and
``AWS_SECRET_ACCESS_KEY`` as every program of that kind has them. Nothing is asked of the network.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from safelight import environment as env

EXAMPLE = "s3://bucket/prefix?endpoint=https://s3.example&region=eu-central-1"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/|$))*")
_REGION = re.compile(r"[a-z0-9-]{1,40}")
_PARAMETERS = ("endpoint", "region", "addressing", "credentials")


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and how to reach it; ``endpoint`` is empty for Amazon's own of the region.

    ``host_style`` puts the bucket's name into the host, as some servers demand. ``by_role`` takes
    short-lived keys from the machine, container or token that the programs run with.
    """

    name: str
    prefix: str
    endpoint: str
    region: str
    host_style: bool
    by_role: bool


def is_bucket(url: str) -> bool:
    return url.startswith("s3:")


def from_url(url: str) -> Bucket:
    """Read the URL and the keys' variables. Raises ``ConfigurationError`` naming what is wrong."""
    parts = urlsplit(url)
    asked = _asked(parts)
    found = Bucket(
        name=_name(parts),
        prefix=_prefix(parts),
        endpoint=_endpoint(asked.get("endpoint", "")),
        region=_region(asked.get("region", "")),
        host_style=_one_of(asked, "addressing", ("path", "host")) == "host",
        by_role=_one_of(asked, "credentials", ("keys", "role")) == "role",
    )
    if not found.by_role:
        _refuse_without_keys()
    return found


def uploads_folder(var: Path) -> Path:
    """``UPLOAD_DIR``, where uploads grow until they are objects. Raises ``ConfigurationError``."""
    folder = Path(env.text("UPLOAD_DIR") or var / "incoming")
    if not folder.is_absolute():
        raise env.ConfigurationError(
            f"UPLOAD_DIR is {str(folder)!r}; it should be the absolute path of a folder."
        )
    return folder


def _asked(parts: SplitResult) -> dict[str, str]:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    for name in asked:
        if name not in _PARAMETERS:
            raise env.ConfigurationError(
                f"STORAGE_URL has {name!r} after the question mark; "
                f"there should be only {', '.join(_PARAMETERS)}."
            )
    return asked


def _name(parts: SplitResult) -> str:
    # What stands before an @ is a secret, so it must not come back in a sentence.
    if "@" in parts.netloc:
        raise env.ConfigurationError(
            "STORAGE_URL holds a name or a key before the bucket; they should be in "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if parts.scheme != "s3" or not _NAME.fullmatch(parts.netloc):
        raise env.ConfigurationError(f"STORAGE_URL names no bucket; it should be like {EXAMPLE}.")
    return parts.netloc


def _prefix(parts: SplitResult) -> str:
    prefix = unquote(parts.path).strip("/")
    if not _PREFIX.fullmatch(prefix) or parts.fragment:
        raise env.ConfigurationError(
            f"STORAGE_URL has the prefix {prefix!r}; it should be names of letters, digits, "
            "dots, hyphens and underscores between slashes."
        )
    return prefix


def _endpoint(endpoint: str) -> str:
    if not endpoint:
        return ""
    parts = urlsplit(endpoint)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise env.ConfigurationError(
            "STORAGE_URL has an endpoint that cannot be used; it should be like https://s3.example."
        )
    return endpoint.rstrip("/")


def _region(asked: str) -> str:
    region = asked or env.text("AWS_REGION") or env.text("AWS_DEFAULT_REGION") or "us-east-1"
    if not _REGION.fullmatch(region):
        raise env.ConfigurationError(
            f"STORAGE_URL or AWS_REGION says region {region!r}; it should be like eu-central-1."
        )
    return region


def _one_of(asked: dict[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = asked.get(name) or choices[0]
    if value not in choices:
        raise env.ConfigurationError(
            f"STORAGE_URL says {name}={value}; it should be {' or '.join(choices)}."
        )
    return value


def _refuse_without_keys() -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        if not os.environ.get(name):
            raise env.ConfigurationError(
                f"{name} is empty; it should be a key of the bucket in STORAGE_URL, which says "
                "credentials=role where the machine itself may use the bucket."
            )
