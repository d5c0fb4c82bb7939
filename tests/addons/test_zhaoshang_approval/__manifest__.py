{
    "name": "Test Documents of the Approval Engine",
    "summary": "Documents that only the tests use",
    "version": "19.0.1.0.0",
    "category": "Zhaoshang",
    "author": "宿松驻外招商",
    "license": "LGPL-3",
    "depends": ["zhaoshang_approval", "purchase"],
    "data": [
        "security/ir.model.access.csv",
        "security/rules.xml",
        "views/purchase_order_views.xml",
    ],
}
