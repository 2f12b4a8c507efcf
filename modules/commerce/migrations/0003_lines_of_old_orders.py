"""Orders that were placed before there were prices get a line of 0 for each of their photos."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from safelight.kernel import public_id


def write_lines(apps: Any, schema_editor: Any) -> None:
    lines = apps.get_model("commerce", "OrderLine")
    items = apps.get_model("commerce", "OrderItem")
    for item in items.objects.filter(line=None).order_by("pk").iterator():
        item.line = lines.objects.create(
            public_id=public_id.new(), order_id=item.order_id, kind="retouch", name=item.name,
            gallery_id=item.gallery_id, photo_id=item.photo_id, note=item.note,
        )  # fmt: skip
        item.save(update_fields=["line"])


def name_cart_lines(apps: Any, schema_editor: Any) -> None:
    for item in apps.get_model("commerce", "CartItem").objects.filter(public_id=None):
        item.public_id = public_id.new()
        item.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("commerce", "0002_selling")]

    operations = [
        migrations.RunPython(write_lines, migrations.RunPython.noop),
        migrations.RunPython(name_cart_lines, migrations.RunPython.noop),
        # A table with checks that wait for the commit cannot be altered by what follows.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
    ]
