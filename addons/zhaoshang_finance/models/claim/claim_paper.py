from odoo import api, fields, models

from ...rules import claim as rules


class ClaimPaper(models.Model):
    """A paper that a category asks for beside the invoice (clause 13, R126)."""

    _name = "zhaoshang.claim.paper"
    _description = "Paper of a Claim"
    _inherit = ["zhaoshang.approval.line.mixin", "zhaoshang.worked.out", "zhaoshang.kept.links"]
    _order = "line_id, id"
    _zs_approval_document = "claim_id"
    _zs_worked_out = frozenset({"claim_id"})

    line_id = fields.Many2one(
        "zhaoshang.claim.line", "Invoice", required=True, ondelete="cascade", index=True
    )
    claim_id = fields.Many2one(related="line_id.claim_id", store=True, index=True)
    kind = fields.Selection(
        [
            (rules.LETTER, "Official letter"),
            (rules.INVITATION, "Invitation"),
            (rules.GUESTS, "List of guests"),
            (rules.TRIP, "Travel form"),
            ("other", "Other"),
        ],
        required=True,
    )
    file = fields.Binary(required=True, attachment=True)
    file_name = fields.Char("Name of the file")

    def write(self, vals):
        """A paper is not put beside the invoice of somebody else (R134)."""
        result = super().write(vals)
        if "line_id" in vals:
            self._zs_check_document()
        return result

    @api.depends("kind", "file_name")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for paper in self:
            paper.display_name = paper.file_name or kinds.get(paper.kind, "")


class Claim(models.Model):
    """What the papers beside the invoices are called where the claim is decided (R126)."""

    _inherit = "zhaoshang.claim"

    def _zs_file_labels(self, entries):
        """A paper is called by its kind, once: not 文件：邀请函.pdf but 邀请函.pdf."""
        labels = super()._zs_file_labels(entries)
        name = self.env["zhaoshang.claim.paper"]._name
        of_papers = [entry["id"] for entry in entries if entry.get("model") == name]
        # the entries are those that the reader may read; of their papers the kind alone is read
        files = self.env["ir.attachment"].sudo().browse(of_papers).exists()
        papers = self.env[name].sudo().browse(files.mapped("res_id")).exists()
        kinds = dict(papers._fields["kind"]._description_selection(self.env))
        known = {paper.id: kinds[paper.kind] for paper in papers}
        told = {file.id: known[file.res_id] for file in files if file.res_id in known}
        return [
            self._paper_label(told[entry["id"]], entry.get("name") or "")
            if entry["id"] in told else label
            for entry, label in zip(entries, labels, strict=True)
        ]  # fmt: skip

    def _paper_label(self, kind, name):
        if not name or kind in name:
            return name or kind
        return self.env._("%(kind)s: %(file)s", kind=kind, file=name)
