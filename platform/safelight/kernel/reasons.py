"""Why a column does not go along in an export, where several packages have the same reason."""

from __future__ import annotations

KEY = "Where the platform keeps the bytes; the files themselves go along."
ONCE = "A key against doing it twice; it means nothing elsewhere."
SECRET = "A secret: whoever has it could come in."  # noqa: S105 - a reason
COUNTS = "Counts what links and kept pages of this installation rest on."
MADE_ANEW = "Made of the originals, and made anew at any time."
