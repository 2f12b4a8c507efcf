from django.db import migrations

COUNT = """
    CREATE TRIGGER bytes_come AFTER INSERT ON gallery_photoversion
        REFERENCING NEW TABLE AS come
        FOR EACH STATEMENT EXECUTE FUNCTION uploads_note_bytes();
    CREATE TRIGGER bytes_gone AFTER DELETE ON gallery_photoversion
        REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION uploads_note_bytes();
    INSERT INTO uploads_storagechange (bytes)
        SELECT sum(bytes) FROM gallery_photoversion HAVING sum(bytes) > 0;
"""
FORGET = """
    DROP TRIGGER bytes_come ON gallery_photoversion;
    DROP TRIGGER bytes_gone ON gallery_photoversion;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("gallery", "0006_mark_previews"),
        ("uploads", "0002_room_in_the_plan"),
    ]

    operations = [migrations.RunSQL(COUNT, FORGET)]
