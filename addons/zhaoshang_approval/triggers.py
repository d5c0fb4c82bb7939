"""What the database itself refuses, whoever asks: rules that hold below the ORM."""

from odoo.tools import SQL

HISTORY_BODY = """
BEGIN
    RAISE EXCEPTION '% is append-only (% refused).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END
"""
KEPT_BODY = """
BEGIN
    RAISE EXCEPTION 'A document that has been in approval cannot be deleted (% %).',
        TG_TABLE_NAME, OLD.id;
END
"""

FUNCTION = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger AS $${}$$ LANGUAGE plpgsql"
HISTORY_FUNCTION = FUNCTION.format("zhaoshang_approval_is_history", HISTORY_BODY)
KEPT_FUNCTION = FUNCTION.format("zhaoshang_approval_document_is_kept", KEPT_BODY)

# pg_trigger.tgtype: a row (1), before (2), delete (8), update (16), truncate (32)
HISTORY_TRIGGERS = (
    ("zs_no_change", (1 + 2 + 8 + 16, False, HISTORY_BODY)),
    ("zs_no_truncate", (2 + 32, False, HISTORY_BODY)),
)
KEEP_DOCUMENT = (1 + 2 + 8, True, KEPT_BODY)


def install_document_trigger(cr, table):
    """A document with history is not deleted, not even by a cascading foreign key."""
    cr.execute(KEPT_FUNCTION)
    cr.execute(
        SQL(
            "DROP TRIGGER IF EXISTS zs_keep_document ON %(table)s;"
            " CREATE TRIGGER zs_keep_document BEFORE DELETE ON %(table)s FOR EACH ROW"
            " WHEN (OLD.zs_approval_instance_id IS NOT NULL)"
            " EXECUTE FUNCTION zhaoshang_approval_document_is_kept()",
            table=SQL.identifier(table),
        )
    )


def install_history_triggers(cr, table):
    """A history refuses what it never needs: UPDATE, DELETE and TRUNCATE."""
    cr.execute(HISTORY_FUNCTION)
    cr.execute(
        SQL(
            """
            DROP TRIGGER IF EXISTS zs_no_change ON %(table)s;
            CREATE TRIGGER zs_no_change BEFORE UPDATE OR DELETE ON %(table)s
                FOR EACH ROW EXECUTE FUNCTION zhaoshang_approval_is_history();
            DROP TRIGGER IF EXISTS zs_no_truncate ON %(table)s;
            CREATE TRIGGER zs_no_truncate BEFORE TRUNCATE ON %(table)s
                FOR EACH STATEMENT EXECUTE FUNCTION zhaoshang_approval_is_history();
            """,
            table=SQL.identifier(table),
        )
    )


def missing_triggers(cr, histories, documents):
    """Triggers that are gone, switched off or not what was installed.

    :param histories: tables that only grow
    :param documents: tables whose rows with history are kept
    :returns: ``["table: trigger", …]``
    """
    wanted = {(table, name): kind for table in histories for name, kind in HISTORY_TRIGGERS}
    wanted |= {(table, "zs_keep_document"): KEEP_DOCUMENT for table in documents}
    cr.execute(
        SQL(
            "SELECT c.relname, t.tgname, t.tgtype, t.tgqual IS NOT NULL, p.prosrc"
            " FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid"
            " WHERE pg_table_is_visible(c.oid) AND c.relname IN %s"
            " AND t.tgenabled IN ('O', 'A') AND t.tgattr = ''",
            (*histories, *documents),
        )
    )
    present = {(table, name): tuple(found) for table, name, *found in cr.fetchall()}
    return sorted(f"{table}: {name}" for (table, name), kind in wanted.items()
                  if present.get((table, name)) != kind)  # fmt: skip


def drop_triggers(cr):
    """Leave nothing behind when the module goes."""
    cr.execute(
        """
        DROP FUNCTION IF EXISTS zhaoshang_approval_is_history() CASCADE;
        DROP FUNCTION IF EXISTS zhaoshang_approval_document_is_kept() CASCADE;
        """
    )
