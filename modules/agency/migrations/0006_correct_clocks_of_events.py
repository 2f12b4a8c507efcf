import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agency', '0005_count_lines_and_add_them_up'),
        ('gallery', '0006_mark_previews'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EventClocks',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order_before', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('gallery', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='gallery.gallery')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ClockCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('camera', models.CharField(blank=True, max_length=256)),
                ('serial', models.CharField(blank=True, max_length=64)),
                ('offset', models.DurationField()),
                ('zone', models.DurationField(null=True)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('is_reference', models.BooleanField(default=False)),
                ('frame', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='gallery.photo')),
                ('library', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agency.library')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='agency.eventclocks')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('event', 'library', 'camera', 'serial'), name='one_correction_a_camera', nulls_distinct=False)],
            },
        ),
    ]
