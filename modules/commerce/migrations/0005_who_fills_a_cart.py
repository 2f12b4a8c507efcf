"""Carts remember what somebody without an account has said about themselves."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commerce", "0004_every_item_has_a_line")]

    operations = [
        migrations.AddField(
            model_name="cart",
            name="name",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="cart",
            name="email",
            field=models.CharField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
    ]
