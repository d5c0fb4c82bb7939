import base64
from datetime import date

from ..organisation.common import OrganisationCase

SCAN = base64.b64encode(b"%PDF-1.4 signed")


class TargetCase(OrganisationCase):
    """A bureau with head and deputy, two members of 招商管理局, and an industrial project."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls.users["bureau_authority"]
        cls.other_member = cls.user("zs-authority2", "bureau_authority")
        for member in (cls.authority, cls.other_member):
            cls.holds(member, "bureau_authority")
        cls.head = cls.confirmed("测甲", "head", cls.users["head"])
        cls.deputy = cls.confirmed("测乙", "deputy", cls.users["deputy"])
        cls.bureau_b = cls.bureau.copy({"name": "芜湖驻外招商局", "code": "wuhu"})
        cls.head_b_user = cls.user("zs-head-b", "head")
        cls.head_b = cls.confirmed("测丙", "head", cls.head_b_user, bureau_id=cls.bureau_b.id)
        cls.confirmed(
            "测丁", "deputy", cls.user("zs-deputy-b", "deputy"), bureau_id=cls.bureau_b.id
        )
        cls.project = cls.make_project("云梯精密铸件", 12000)

    @classmethod
    def make_project(cls, codename, fixed, stage="started", day="2026-03-02", **vals):
        """Return a project of the bureau that reached ``stage`` on ``day``."""
        project = cls.env["zhaoshang.project"]._create_governed(
            [
                {
                    "codename": codename,
                    "bureau_id": cls.bureau.id,
                    "appointment_id": cls.head.id,
                    "is_industrial": True,
                    "fixed_investment": fixed,
                    "stage": stage,
                    "stage_on": day,
                    "mature": True,
                    **vals,
                }
            ]
        )
        event = (project, "signed", stage, None, f"{day} 02:00:00")
        cls.env["zhaoshang.project.stage.event"]._record([event])
        return project

    @classmethod
    def issue(cls, bureau=None, **vals):
        """Return a target that 招商管理局 has drafted."""
        return (
            cls.env["zhaoshang.target"]
            .with_user(cls.authority)
            .create({"bureau_id": (bureau or cls.bureau).id, "date_from": "2025-07-01", **vals})
        )

    @classmethod
    def sign(cls, target, day=date(2026, 11, 20)):
        target.action_print()
        target.write({"signed_on": day, "signed_scan": SCAN})

    @classmethod
    def put_in_force(cls, target):
        """Print, sign, submit as one member and agree as the other."""
        cls.sign(target)
        target.action_zs_submit()
        cls.decide(target, cls.other_member)
        cls.env.invalidate_all()
        return target

    @classmethod
    def decide(cls, document, user, decision="approve", comment=None):
        task = (
            cls.env["zhaoshang.approval.task"]
            .with_user(user)
            .search(
                [
                    ("res_model", "=", document._name),
                    ("res_id", "=", document.id),
                    ("user_id", "=", user.id),
                    ("state", "=", "open"),
                ]
            )
        )
        task.action_decide(decision, comment=comment)
        cls.env.invalidate_all()

    @classmethod
    def arrive(cls, amount, day="2026-10-15", split=(), by=None, decision=None, **vals):
        """Return an arrival as the head of the bureau enters it, decided where one says how."""
        arrival = (
            cls.env["zhaoshang.arrival"]
            .with_user(by or cls.users["head"])
            .create(
                {
                    "project_id": cls.project.id,
                    "amount": amount,
                    "date": day,
                    "evidence": SCAN,
                    "share_ids": [
                        (0, 0, {"bureau_id": bureau.id, "percent": percent})
                        for bureau, percent in split
                    ],
                    **vals,
                }
            )
        )
        if decision:
            arrival.action_zs_submit()
            cls.decide(arrival, cls.authority, decision, "核对无误")
        return arrival
