"""Previews with a text across them are kept."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gallery", "0005_homes_and_client_codes")]

    operations = [
        migrations.CreateModel(
            name="MarkedPreview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("object_key", models.CharField(blank=True, max_length=120)),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                ("crc32", models.PositiveBigIntegerField(default=0)),
                ("ready_at", models.DateTimeField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marked",
                        to="gallery.photoversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["object_key"], name="marked_by_key")],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "digest"), name="marked_once")
                ],
            },
        ),
    ]
