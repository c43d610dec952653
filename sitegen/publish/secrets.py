"""No output tells a secret: neither a password in an address, nor the value of a variable that holds one."""

import os
import re

from sitegen.publish.git import masked as without_passwords

_NAMES = re.compile(r"(?:^|_)(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|KEY|PAT|SAS)(?:_|$)")
_PLAIN = re.compile(r"(?:^|_)(?:FILE|PATH|DIR|SOCK)(?:_|$)")  # where a secret is, and not the secret
_SHORTEST = 6  # what is shorter stands in words by chance


def without_secrets(text: str) -> str:
    """*text* with ``***`` for every password of an address and every secret of the environment."""
    for name, value in sorted(os.environ.items(), key=lambda one: -len(one[1])):
        if _NAMES.search(name.upper()) and not _PLAIN.search(name.upper()) and len(value) >= _SHORTEST:
            text = text.replace(value, "***")
    return without_passwords(text)
