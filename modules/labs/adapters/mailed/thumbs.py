"""Small pictures of print files, to see on an order sheet what belongs where."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from modules.labs.contract import Piece, PrintFile
from safelight.imaging import Colour, DeliverySpec, Refused, deliver
from safelight.storage import objects

# Pixels: 32 mm at about 250 to the inch.
EDGE = 320
# A sheet with more would be too large for mail servers; the others go without a picture.
MOST = 150
_SPEC = DeliverySpec(box=(EDGE, EDGE), quality=75, colour=Colour.SRGB, keep_metadata=False)


class Unreadable(Exception):  # noqa: N818 - reads as the reason
    """A print file is gone from the storage, or is no picture."""

    def __init__(self, piece: Piece, file: PrintFile) -> None:
        super().__init__(file.name)
        self.piece, self.file = piece, file


def of(pieces: Iterable[Piece]) -> Mapping[str, bytes]:
    """A small picture of each file by its key. Raises ``Unreadable`` and ``StorageAway``.

    Every file is looked for, so that no lab gets a link that leads nowhere.
    """
    store, found = objects.from_environment(), dict[str, bytes]()
    with tempfile.TemporaryDirectory() as folder:
        for piece in pieces:
            for file in piece.files:
                if len(found) < MOST and file.key not in found:
                    found[file.key] = _small(store, piece, file, Path(folder))
                elif file.key not in found and not store.exists(file.key):
                    raise Unreadable(piece, file)
    return found


def _small(store: objects.ObjectStore, piece: Piece, file: PrintFile, folder: Path) -> bytes:
    out = folder / "small"
    try:
        with store.at_hand(file.key) as path:
            deliver(path, out, _SPEC)
    except (objects.NoSuchObject, Refused) as problem:
        raise Unreadable(piece, file) from problem
    return out.read_bytes()
