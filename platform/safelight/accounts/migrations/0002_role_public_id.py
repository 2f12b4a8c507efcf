"""Roles are named in addresses, where no number of a row belongs."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from safelight.kernel import public_id


def name_roles(apps: Any, schema_editor: Any) -> None:
    for role in apps.get_model("accounts", "Role").objects.filter(public_id=None):
        role.public_id = public_id.new()
        role.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("role", "public_id", models.CharField(max_length=22, null=True)),
        migrations.RunPython(name_roles, migrations.RunPython.noop),
        migrations.AlterField(
            "role",
            "public_id",
            models.CharField(max_length=22, unique=True, default=public_id.new),
        ),
    ]
