from django.db import migrations, models


class Migration(migrations.Migration):
    """A mail may be one that a studio has to switch on: whoever switched one off has a row."""

    dependencies = [("outbox", "0003_what_is_known_of_a_mail")]

    operations = [
        migrations.RenameModel("MailOff", "MailSwitch"),
        migrations.AddField(
            model_name="mailswitch", name="is_on", field=models.BooleanField(default=False)
        ),
    ]
