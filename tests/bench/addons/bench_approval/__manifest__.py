{
    "name": "Benchmark Documents on Our Engine",
    "summary": "Documents that only ./dev bench uses",
    "version": "19.0.1.0.0",
    "category": "Zhaoshang",
    "author": "宿松驻外招商",
    "license": "LGPL-3",
    "depends": ["zhaoshang_approval"],
    "data": ["security/ir.model.access.csv", "security/rules.xml"],
}
