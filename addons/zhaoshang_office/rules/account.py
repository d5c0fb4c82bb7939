"""Login names and one-time passwords of officers."""

import secrets

# Without 0 O 1 l I: a slip is typed from paper.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def login_for(role: str, bureau_code: str, taken) -> str:
    """Return the first free login of a post.

    >>> login_for("head", "hangzhou", set())
    'head.hangzhou'
    >>> login_for("head", "hangzhou", {"head.hangzhou"})
    'head2.hangzhou'
    >>> login_for("deputy", "hangzhou", {"deputy1.hangzhou"})
    'deputy2.hangzhou'
    """
    number = 1
    while True:
        suffix = "" if role == "head" and number == 1 else str(number)
        login = f"{role}{suffix}.{bureau_code}"
        if login not in taken:
            return login
        number += 1


def one_time_password(length: int = 10) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
