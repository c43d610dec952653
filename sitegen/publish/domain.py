"""The file on a branch by which its host learns the site's own domain: ``CNAME`` at GitHub, ``.domains`` at Codeberg.

Hosts write it themselves when a domain is set on their pages. A publication that loses it takes the site off the web.
"""

from sitegen.config import Target
from sitegen.errors import SettingsError

FILES = frozenset({"CNAME", ".domains"})


def domain_file(target: Target) -> str:
    """The name of the file for *target*. Raises SettingsError where its domain is asked for and no file sets it."""
    serves = target.options.get("serves", "")
    if target.options.get("cname") and serves not in ("", "github", "codeberg"):
        hint = f"take  cname  out of the settings, and set the domain with {serves} itself"
        raise SettingsError(f"target '{target.name}': no file sets a domain for '{serves}'", None, hint)
    return ".domains" if serves == "codeberg" else "CNAME"


def domain_in(content: bytes) -> str:
    """The domain that such a file names first, '' where it names none."""
    lines = content.decode("utf-8", "replace").splitlines()
    return next((line.strip().lower() for line in lines if line.strip()), "")
