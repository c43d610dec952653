"""Where templates and assets lie, and which of several of one name counts."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

ASSETS = "assets"


def default_templates() -> Path:
    """The folder of the site's own look: in the wheel ``sitegen/theme``, in the repository ``templates`` beside it."""
    package = Path(str(files("sitegen")))
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parent / "templates"


def assets_of(folders: Iterable[Path]) -> dict[str, bytes]:
    """The files under ``assets/`` of *folders* by their address; the first folder that has one wins. A link that leads
    out of its folder is passed over: what is published lies there."""
    found: dict[str, bytes] = {}
    for folder in folders:
        root = folder / ASSETS
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            name = path.relative_to(root).as_posix()
            hidden = any(part.startswith(".") or part.endswith("~") for part in path.relative_to(root).parts)
            if path.is_file() and not hidden and path.resolve().is_relative_to(folder.resolve()):
                found.setdefault(f"{ASSETS}/{name}", path.read_bytes())
    return dict(sorted(found.items()))
