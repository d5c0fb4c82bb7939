import base64
import binascii

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..engine import states
from ..signature import is_drawn
from ..texts import LONGEST, REVERSING, is_storable


class ApprovalTask(models.Model):
    """What is refused before the law is asked, and how a refusal is said."""

    _inherit = "zhaoshang.approval.task"

    def _zs_people_named(self, user_ids):
        """Users that a client names, as records that exist."""
        if not isinstance(user_ids, list) or not all(type(number) is int for number in user_ids):
            raise UserError(self.env._("Choose a person."))
        users = self.env["res.users"].sudo().browse(dict.fromkeys(user_ids)).exists()
        if len(users) != len(user_ids) or not users:
            raise UserError(self.env._("Choose a person, each of them once."))
        return users

    def _zs_picture(self, signature):
        """The signature as base64 bytes of a PNG, or None."""
        if not signature:
            return None
        try:
            picture = base64.b64decode(signature, validate=True)
        except (binascii.Error, ValueError, TypeError):
            picture = b""
        if not is_drawn(picture):
            raise UserError(self.env._("The signature is not a picture as the screen draws it."))
        return base64.b64encode(picture)

    def _zs_check_texts(self, *texts):
        for text in filter(None, texts):
            # what cannot be kept or printed would else end in a traceback
            if not isinstance(text, str) or not is_storable(text):
                raise UserError(self.env._("An opinion is a text."))
            if len(text) > LONGEST:
                raise UserError(
                    self.env._(
                        "An opinion has at most %(longest)s characters, this one has %(length)s. "
                        "Shorten it, or add what it says as a file.",
                        longest=LONGEST,
                        length=len(text),
                    )
                )
            if REVERSING.search(text):
                raise UserError(
                    self.env._(
                        "The opinion holds unseen characters that turn its reading order round. "
                        "Type it anew instead of pasting it."
                    )
                )

    def _zs_check_actor(self, own=True):
        """The session's own user acts on his own tasks, never the system in his name."""
        if self.env.su:
            raise AccessError(
                self.env._("A decision is taken by a person in his own session, not by the system.")
            )
        if not own:
            return
        me, tasks = self.env.user, self.sudo()
        asked_by_me = tasks if me in tasks.requester_id else ()
        if tasks.user_id - me or any(
            task.kind in states.DECIDING and task.requester_id == me for task in asked_by_me
        ):
            raise AccessError(
                self.env._("This task is not yours to decide: nobody signs for another.")
            )

    def _zs_check_decidable(self, decision, comment=None, signature=None, together=False):
        """A task that only waits to be assigned decides nothing; some steps want an opinion, a
        signature, or each document by itself."""
        if stray := self.filtered("assign_only"):
            raise UserError(
                self.env._(
                    "Nobody could act in the step “%s”, so this came to you to be handed on. "
                    "Choose who shall decide.",
                    stray[0].step_name,
                )
            )
        for step in self._zs_their_steps():
            if together:
                self._zs_check_may_together(step)
            if decision != "approve":
                continue
            if step.comment_required and not (comment or "").strip():
                raise UserError(
                    self.env._("The step “%s” needs an opinion, also to agree.", step.name)
                )
            if step.signature_required and not signature:
                raise UserError(
                    self.env._("The step “%s” needs a handwritten signature.", step.name)
                )

    def _zs_check_comment(self, decision, comment):
        """Whoever turns a document down says why."""
        if decision in ("reject", "return", "object") and not (comment or "").strip():
            raise UserError(self.env._("Say why: a refusal and a return need a reason."))

    def _zs_check_expected(self, expected):
        """Refuse a decision on something that is not any more what its person saw."""
        for task in self:
            run = task.instance_id
            if expected.get("round") not in (None, run.round) or (
                expected.get("digest") and expected["digest"] != run.digest
            ):
                raise UserError(task._zs_stale_text())

    def _zs_refusal(self, refused):
        """The law's refusal as a sentence."""
        name = self.env["res.users"].sudo().browse(refused.user).name
        earlier = self.env._("A document goes back to an earlier approving step only.")
        texts = {
            "wrong_decision": self.env._("This cannot be done with a task of this kind."),
            "not_an_earlier_step": earlier,
            "unknown_step": earlier,
            "oneself": self.env._("That is yourself: choose somebody else."),
            "already_asked": self.env._(
                "%s is asked in this step already: nobody signs twice in a step. Choose somebody "
                "else.",
                name,
            ),
            "nested": self.env._(
                "You were asked by another person yourself, so you cannot ask further ones. Hand "
                "the task on, or tell who asked you."
            ),
            "nobody": self.env._("Choose a person."),
            "not_added": self.env._("Only who asked a person to sign takes him away again."),
        }
        return UserError(texts.get(refused.reason) or self._zs_stale_text())

    def _zs_stale_text(self):
        """What has happened since, so that the person need not look for it."""
        events = self.env["zhaoshang.approval.event"].search_fetch(
            [("instance_id", "=", self.instance_id.id)], order="seq desc", limit=3
        )
        lines = [event._zs_line() for event in reversed(events)]
        return (
            self.env._("“%s” has moved on since you opened it:", self.title)
            + "\n- " + "\n- ".join(lines) + "\n"
            + self.env._("Open it again to see how it stands.")
        )  # fmt: skip
