"""What is remembered from one request to the next, and when it has to be forgotten."""

from functools import partial


def forget(env):
    """Forget now, for the rest of this transaction, and again once it is committed: a request in
    between may have remembered what was true before."""
    clear = partial(env.registry.clear_cache, "stable")
    clear()
    env.cr.postcommit.add(clear)
