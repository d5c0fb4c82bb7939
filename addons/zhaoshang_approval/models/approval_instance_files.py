from odoo import fields, models
from odoo.tools import SQL
from psycopg2.extras import Json

from ..engine import chain
from ..engine.stored import FILES
from ..permit import permitted_write


class ApprovalInstance(models.Model):
    """Files that come to a document while it runs (补充材料)."""

    _inherit = "zhaoshang.approval.instance"

    def _zs_add_files(self, added):
        """Make files part of what is decided on, and say so in the history.

        Whoever has the document before him has seen it without them: his decision is refused as
        one on something else, and tells him what came.

        :param added: ids of the attachments
        """
        now = fields.Datetime.now()
        kept, rows = self._zs_snapshots(), []
        for run in self:
            document = self.env[run.res_model].browse(run.res_id)
            files = document._zs_files().get(run.res_id, [])
            content = (kept[run.id] or {}) | {FILES: files}
            permitted_write(run, {"digest": chain.digest(content)})
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET snapshot = %s::jsonb WHERE id = %s",
                    SQL.identifier(self._table),
                    Json(content, dumps=chain.canonical),
                    run.id,
                )
            )
            fresh = [entry for entry in files if entry["id"] in added]
            rows.append(
                run._zs_event_vals(
                    "add_file", None, None, now,
                    target_name=self.env._(", ").join(
                        # a line may be read by fewer than the history
                        self.env._("File") if entry.get("model")
                        else document._zs_file_label(entry) for entry in fresh
                    ),
                    details={"files": fresh},
                )
            )  # fmt: skip
        self.flush_recordset(["digest"])
        self.env["zhaoshang.approval.event"]._zs_append(rows)
        self._zs_notify(self._zs_watchers(self._zs_runs()))
