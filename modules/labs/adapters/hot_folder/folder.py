"""What lies in a hot folder, and what may be done there.

``NAME/`` has the images, ``NAME.json`` is the order. The lab renames the order file to ``.done``
when it has taken it, to ``.error`` when it cannot, to ``.shipped`` when it is on its way; or it
moves it into a folder of that name. Whatever begins with a dot is not finished.
"""

from __future__ import annotations

from contextlib import suppress

import asyncssh
from django.utils.translation import gettext as _

from modules.labs.adapters.hot_folder.order_file import NEW, Missing, Order, Upload
from modules.labs.contract import Issue, NoNews, Progress, Refused, Sent, Stage, TakenBack
from safelight.storage import objects

WAITING, TAKEN_BACK = "json", "cancelled"
# The one that says most comes first.
STAGES = {
    "shipped": Stage.SHIPPED,
    TAKEN_BACK: Stage.CANCELLED,
    "error": Stage.RECEIVED,
    "done": Stage.IN_PRODUCTION,
    WAITING: Stage.RECEIVED,
}
LONGEST_WORDS = 2000

Sftp = asyncssh.SFTPClient


async def place(sftp: Sftp, name: str, order: Order) -> str | Missing:
    """Put the order there, whole or not at all to the lab's eyes; goes on where it broke off."""
    mark = await _mark(sftp, name)
    if mark is not None:
        return mark[0]
    if not await sftp.isdir(name):
        missing = await _upload_all(sftp, name, order.uploads)
        if missing is not None:
            return missing
    draft = f".{name}.json.part"
    async with sftp.open(draft, "wb") as file:
        await file.write(order.body)
    # Another attempt may have been quicker: then the lab has it, and may have taken it.
    mark = await _mark(sftp, name)
    if mark is not None:
        await sftp.remove(draft)
        return mark[0]
    await sftp.rename(draft, f"{name}.json")
    return NEW


async def look(sftp: Sftp, name: str) -> Progress | NoNews:
    """How far the lab is."""
    mark = await _mark(sftp, name)
    if mark is None:
        return NoNews()
    kind, path = mark
    words = await _words(sftp, path) if kind in ("error", "shipped") else ""
    issues: tuple[Issue, ...] = ()
    if kind == "error":
        sentence = words or _("The lab could not take the order, and does not say why.")
        issues = (Issue(code="lab_error", sentence=sentence),)
    shipped = (_parcel(name, words),) if kind == "shipped" else ()
    return Progress(lab_id=name, stage=STAGES[kind], word=kind, issues=issues, shipped=shipped)


async def take_back(sftp: Sftp, name: str) -> TakenBack | Refused:
    """Rename the order file before the lab does."""
    try:
        await sftp.rename(f"{name}.json", f"{name}.{TAKEN_BACK}")
    except asyncssh.SFTPError:
        mark = await _mark(sftp, name)
        if mark is None:
            return TakenBack()
        if mark[0] != TAKEN_BACK:
            return Refused(code="taken", sentence=_("The lab has taken the order: ask them."))
    with suppress(asyncssh.SFTPError):
        await sftp.rmtree(name)
    return TakenBack()


async def _upload_all(sftp: Sftp, name: str, uploads: tuple[Upload, ...]) -> Missing | None:
    growing = f".{name}.uploading"
    await sftp.makedirs(growing, exist_ok=True)
    for upload in uploads:
        try:
            await _upload(sftp, f"{growing}/{upload.name}", upload)
        except objects.NoSuchObject:
            return Missing(key=upload.key, name=upload.name)
    await sftp.rename(growing, name)
    return None


async def _upload(sftp: Sftp, target: str, upload: Upload) -> None:
    """A file has its name once it is whole: blocks may arrive in any order."""
    if await sftp.exists(target):
        return
    part = f"{target}.part"
    with objects.from_environment().at_hand(upload.key) as path:
        await sftp.put(str(path), part, sparse=False)
    size = await sftp.getsize(part)
    # Some servers tell no sizes.
    if size is not None and size != upload.size:
        raise asyncssh.SFTPFailure(f"{upload.name} arrived with {size} of {upload.size} bytes.")
    await sftp.rename(part, target)


async def _mark(sftp: Sftp, name: str) -> tuple[str, str] | None:
    """How the order file is called now, and where it is; None where there is none."""
    for kind in STAGES:
        for path in (f"{name}.{kind}", f"{kind}/{name}.json"):
            if await sftp.exists(path):
                return kind, path
    return None


async def _words(sftp: Sftp, path: str) -> str:
    """What the lab says: in a text beside the order file, or in place of its contents."""
    for each in (f"{path.rpartition('.')[0]}.txt", path):
        with suppress(asyncssh.SFTPNoSuchFile):
            async with sftp.open(each, "r", encoding="utf-8", errors="replace") as file:
                text = str(await file.read(LONGEST_WORDS)).strip()
            if text and not text.startswith("{"):
                return text
    return ""


def _parcel(name: str, words: str) -> Sent:
    """``carrier: …``, ``number: …`` and ``url: …``, a line each; all may be left out."""
    pairs = (row.partition(":") for row in words.splitlines())
    told = {key.strip().lower(): value.strip() for key, _colon, value in pairs}
    url = told.get("url", "")
    return Sent(
        reference=name,
        carrier=told.get("carrier", "")[:80],
        number=told.get("number", "")[:120],
        url=url if url.startswith(("https://", "http://")) and len(url) <= 500 else "",
    )
