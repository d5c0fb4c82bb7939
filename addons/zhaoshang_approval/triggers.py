"""What the database itself refuses, whoever asks: rules that hold below the ORM."""

from odoo.tools import SQL


def install_document_trigger(cr, table):
    """A document with history is not deleted, not even by a cascading foreign key."""
    cr.execute(
        """
        CREATE OR REPLACE FUNCTION zhaoshang_approval_document_is_kept() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'A document that has been in approval cannot be deleted (% %).',
                TG_TABLE_NAME, OLD.id;
        END
        $$ LANGUAGE plpgsql;
        """
    )
    cr.execute(
        SQL(
            "DROP TRIGGER IF EXISTS zs_keep_document ON %(table)s;"
            " CREATE TRIGGER zs_keep_document BEFORE DELETE ON %(table)s FOR EACH ROW"
            " WHEN (OLD.zs_approval_instance_id IS NOT NULL)"
            " EXECUTE FUNCTION zhaoshang_approval_document_is_kept()",
            table=SQL.identifier(table),
        )
    )


def install_event_triggers(cr):
    """The history refuses what it never needs: UPDATE, DELETE and TRUNCATE."""
    cr.execute(
        """
        CREATE OR REPLACE FUNCTION zhaoshang_approval_event_is_history() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'The approval history is append-only (% refused).', TG_OP;
        END
        $$ LANGUAGE plpgsql;
        DROP TRIGGER IF EXISTS zs_no_change ON zhaoshang_approval_event;
        CREATE TRIGGER zs_no_change BEFORE UPDATE OR DELETE ON zhaoshang_approval_event
            FOR EACH ROW EXECUTE FUNCTION zhaoshang_approval_event_is_history();
        DROP TRIGGER IF EXISTS zs_no_truncate ON zhaoshang_approval_event;
        CREATE TRIGGER zs_no_truncate BEFORE TRUNCATE ON zhaoshang_approval_event
            FOR EACH STATEMENT EXECUTE FUNCTION zhaoshang_approval_event_is_history();
        """
    )


def drop_triggers(cr):
    """Leave nothing behind when the module goes."""
    cr.execute(
        """
        DROP FUNCTION IF EXISTS zhaoshang_approval_event_is_history() CASCADE;
        DROP FUNCTION IF EXISTS zhaoshang_approval_document_is_kept() CASCADE;
        """
    )
