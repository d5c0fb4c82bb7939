{
    "name": "Zhaoshang: cheap passwords for tests",
    "version": "19.0.1.0.0",
    "author": "宿松驻外招商",
    "category": "Hidden/Tests",
    "license": "LGPL-3",
    "depends": ["base"],
    "post_load": "hash_quickly",
    "installable": False,
}
