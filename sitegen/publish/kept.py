"""What a site remembers of its targets: files under ``.sitegen/publish``, which git and a build pass over."""

from pathlib import Path

from sitegen.build.run import FOLDER


def kept_folder(root: Path) -> Path:
    """The folder for that in the site folder *root*; it is there. Raises OSError."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "utf-8")
    (folder / "publish").mkdir(exist_ok=True)
    return folder / "publish"
