"""All that is held of one client, as a file that a person reads and a program too."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from safelight import jobs, outbox
from safelight.accounts.models import Client
from safelight.audit import writing as audit
from safelight.kernel import jsonlines, takeouts
from safelight.kernel.errors import Refusal
from safelight.kernel.privacy import Held, Subject
from safelight.privacy import gathering, reading, subjects
from safelight.privacy.models import Packet, Wish
from safelight.site import selectors as site
from safelight.storage import keys, links, objects, revisions
from safelight.storage.claims import Link, Scope
from tenants.context import current_studio

PACK = "privacy.pack"
KEPT_FOR = timedelta(days=7)
PAGE = "/account/privacy/"
_VARIANT = "packet"


class NotReady(Refusal):
    code = "packet_not_ready"
    status = 409


def begin(*, client: Client, at: datetime) -> Packet:
    """Ask for all that is held of a client; one is being made at a time."""
    with transaction.atomic():
        Client.objects.select_for_update().get(pk=client.pk)
        waiting: Packet | None = Packet.objects.filter(client=client, ready_at=None).first()
        if waiting is not None:
            # Again, where the job that it had was given up.
            jobs.enqueue(PACK, key=waiting.public_id, packet_id=waiting.pk)
            return waiting
        packet: Packet = Packet.objects.create(client=client, asked_at=at)
        jobs.enqueue(PACK, key=packet.public_id, packet_id=packet.pk)
        audit.note("privacy.packet_asked", subject=("client", client.public_id, client.person.name))
    return packet


def pack(*, packet_id: int, at: datetime) -> None:
    """Read all rows about the client, store the file, and tell them; the worker's part."""
    packet = Packet.objects.select_related("client__person").filter(pk=packet_id).first()
    if packet is None or packet.ready_at is not None:
        return
    client = packet.client
    spoken = client.person.language or site.site_settings().language
    with translation.override(spoken):
        data = _archive(subjects.of(client), at)
    # The row names the file before it is there: a worker that is killed leaves none that nobody
    # would remove, and forgetting the client meanwhile finds it.
    of_object = packet.object_key or keys.new_object(current_studio().uuid)
    Packet.objects.filter(pk=packet.pk).update(object_key=of_object)
    objects.from_environment().write(keys.join(of_object, _VARIANT), [data])
    # It is ready, its mail is on its way and the wish is settled, together.
    with transaction.atomic():
        still = Packet.objects.filter(pk=packet.pk).update(
            ready_at=at, lapses_at=at + KEPT_FOR, bytes=len(data)
        )
        if still:
            _tell(packet, at)
    if not still:
        objects.from_environment().delete_object(of_object)
        raise jobs.Skipped("The client was forgotten meanwhile.")


def _tell(packet: Packet, at: datetime) -> None:
    client = packet.client
    open_wishes = Wish.objects.filter(client=client, kind=Wish.Kind.DATA, settled_at=None)
    open_wishes.update(settled_at=at)
    outbox.post(
        key=f"packet {packet.public_id}", to=client.person.email, to_name=client.person.name,
        template="privacy_packet", context={"path": PAGE, "days": KEPT_FOR.days},
        language=client.person.language or None, related=("client", client.public_id),
    )  # fmt: skip


def lapse(*, at: datetime) -> int:
    """Remove files whose time is over; how many."""
    over = list(Packet.objects.filter(lapses_at__lte=at))
    for packet in over:
        objects.from_environment().delete_object(packet.object_key)
        packet.delete()
    return len(over)


def latest(client: Client) -> Packet | None:
    found: Packet | None = Packet.objects.filter(client=client).order_by("-pk").first()
    return found


def link(*, packet: Packet, host: str, at: datetime) -> str:
    """The signed absolute address of the file. Raises ``NotReady``."""
    if packet.lapses_at is None or packet.lapses_at <= at:
        raise NotReady(_("This file is not there now."))
    studio, plain = current_studio().uuid, links.plain_host(host)
    scope = Scope("export", packet.public_id)
    revisions.publish(studio, scope, 1)
    made = Link(
        studio=studio, host=plain, scope=scope, revision=1, object_key=packet.object_key,
        variant=_VARIANT, media_type="application/zip", name=_("Your data") + ".zip",
        reference=packet.public_id,
    )  # fmt: skip
    return links.data_url(plain, links.sign(made, at=at))


def link_for_team(*, packet: Packet, host: str, at: datetime) -> str:
    """As ``link``, with a note in the studio's log that the team fetched it."""
    found, client = link(packet=packet, host=host, at=at), packet.client
    with transaction.atomic():
        audit.note(
            "privacy.packet_fetched", subject=("client", client.public_id, client.person.name)
        )
    return found


def sections(subject: Subject, *, most: int | None = None) -> list[dict[str, Any]]:
    """Rows about a client by table: title, names of columns, rows of plain values.

    Of each table all of them, or the latest ``most``; ``more`` says how many there are besides.
    """
    found = []
    for _label, privacy in reversed(gathering.answers()):
        for held in privacy.held:
            section = _section(held, subject, most)
            if section["rows"]:
                found.append(section)
    return found


def _section(held: Held, subject: Subject, most: int | None) -> dict[str, Any]:
    model = apps.get_model(held.model)
    sheet = next(sheet for sheet in takeouts.sheets() if sheet.model is model)
    columns = [column.attname for column in sheet.columns]
    named = {column.attname: column.name for column in sheet.columns}
    chosen = model._base_manager.filter(subjects.rows(held, subject)).values("pk")
    rows = model._base_manager.filter(pk__in=chosen).order_by("-pk").values(*columns)
    latest = reversed(rows[:most])
    found = [{named[name]: value for name, value in row.items()} for row in latest]
    columns_shown, cells = reading.table(sheet, found)
    return {
        "title": str(held.title),
        "table": held.model,
        "columns": columns_shown,
        "cells": cells,
        "rows": found,
        "more": rows.count() - len(found) if len(found) == most else 0,
    }


def _archive(subject: Subject, at: datetime) -> bytes:
    found = sections(subject)
    context = {
        "studio": site.site_settings().name, "name": subject.name, "email": subject.email,
        "at": at, "sections": found,
    }  # fmt: skip
    text = json.dumps(
        {each["table"]: each["rows"] for each in found}, ensure_ascii=False, indent=1,
        default=jsonlines.plain,
    )  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("index.html", render_to_string("privacy/packet.html", context))
        file.writestr("data.json", text)
    return made.getvalue()
