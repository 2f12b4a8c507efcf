from django.db import migrations

# What was told to contributors is written once: the database itself refuses changes and deletions.
# References that empty themselves when a photo, a library or a person goes are not among the words.
KEPT = {
    "allocation": (
        "public_id, sale_id, item_id, line_id, contributor_id, contributor_name, library_name, "
        "file_name, description, order_number, rule, percent, net, cost, currency, sold_at"
    ),
    "ledgerentry": (
        "public_id, contributor_id, kind, amount, currency, basis, allocation_id, reason, actor, "
        "at, written_at, key"
    ),
    "statement": "",
    "statementline": "",
    "paymentrun": "public_id, number, currency, minimum, actor, at, key",
    "payout": "",
}
REFUSE = """
    CREATE FUNCTION agency_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'What contributors were told is never changed or deleted.';
    END $$;
"""
# All lines of a statement come at once, and are what its balance says; nothing joins them later.
WHOLE = """
    CREATE FUNCTION agency_statement_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM agency_statement stated
            WHERE stated.id IN (SELECT statement_id FROM added)
            AND (stated.entries, stated.closing - stated.opening) IS DISTINCT FROM (
                SELECT count(*), coalesce(sum(entry.amount), 0)
                FROM agency_statementline line
                JOIN agency_ledgerentry entry ON entry.id = line.entry_id
                WHERE line.statement_id = stated.id
                AND entry.contributor_id = stated.contributor_id
                AND entry.currency = stated.currency
            )
        ) THEN
            RAISE EXCEPTION 'The lines of a closed statement are those it was closed with.';
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER statement_is_whole AFTER INSERT ON agency_statementline
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION agency_statement_is_whole();
"""
LET_GO = """
    DROP TRIGGER statement_is_whole ON agency_statementline;
    DROP FUNCTION agency_statement_is_whole();
    DROP FUNCTION agency_row_stays() CASCADE;
"""


def _keep(table: str, columns: str) -> str:
    of = f"OF {columns} " if columns else ""
    return f"""
    CREATE TRIGGER row_stays BEFORE DELETE OR UPDATE {of}ON agency_{table}
        FOR EACH ROW EXECUTE FUNCTION agency_row_stays();
    """


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0002_share_what_is_sold"),
    ]

    operations = [
        migrations.RunSQL(REFUSE + "".join(_keep(*each) for each in KEPT.items()) + WHOLE, LET_GO),
    ]
