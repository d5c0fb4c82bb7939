{
    "name": "Zhaoshang Approval",
    "summary": "Approvals that cannot be walked around, for any Odoo document",
    "version": "19.0.1.0.0",
    "category": "Zhaoshang",
    "author": "宿松驻外招商",
    "license": "LGPL-3",
    "depends": [
        "mail",
    ],
    "data": [
        "security/approval_groups.xml",
        "security/ir.model.access.csv",
        "security/approval_rules.xml",
        "views/approval_task_views.xml",
        "views/approval_instance_views.xml",
        "views/approval_flow_views.xml",
        "views/approval_role_views.xml",
        "views/menus.xml",
        "views/res_users_views.xml",
        "views/print/layout.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "zhaoshang_approval/static/src/**/*",
        ],
        "web.assets_unit_tests": [
            "zhaoshang_approval/static/tests/**/*",
        ],
    },
    "external_dependencies": {"python": ["weasyprint"]},
    "uninstall_hook": "uninstall_hook",
    "application": True,
}
