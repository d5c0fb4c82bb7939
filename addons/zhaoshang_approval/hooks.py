from .models.approval_event import drop_event_triggers


def uninstall_hook(env):
    """Leave no function behind: the triggers go with their table, the function would stay."""
    drop_event_triggers(env.cr)
