"""Where templates and assets lie, and which of several of one name counts."""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

ASSETS = "assets"
OWN = "sitegen/"  # before the name of a template: the site's own, whatever takes its place


def default_templates() -> Path:
    """The folder of the site's own look: in the wheel ``sitegen/theme``, in the repository ``templates`` beside it."""
    package = Path(str(files("sitegen")))
    packaged = package / "theme"
    return packaged if packaged.is_dir() else package.parent / "templates"


def place_of(template: str, folders: Sequence[Path]) -> Path | None:
    """The file of *template*: in the first of *folders* that has it, in the last one where its name starts with `OWN`;
    None where there is none. No name leads out of the folders."""
    is_own = template.startswith(OWN)
    parts = template.removeprefix(OWN).split("/")
    if any(part in ("", ".", "..") or "\\" in part for part in parts):
        return None
    places = (folder.joinpath(*parts) for folder in (folders[-1:] if is_own else folders))
    return next((place for place in places if place.is_file()), None)


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
