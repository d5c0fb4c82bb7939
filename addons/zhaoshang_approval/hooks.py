from .triggers import drop_triggers


def uninstall_hook(env):
    """Leave no function behind: triggers go with their tables, their functions would stay."""
    drop_triggers(env.cr)
