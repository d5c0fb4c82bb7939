{
    "name": "Benchmark Documents on OCA's Tiers",
    "summary": "Documents that only ./dev bench uses",
    "version": "19.0.1.0.0",
    "category": "Zhaoshang",
    "author": "宿松驻外招商",
    "license": "LGPL-3",
    "depends": ["base_tier_validation"],
    "data": ["security/ir.model.access.csv"],
}
