"""Bytes to the output folder: compare, replace atomically, prune what we wrote and no longer need."""

from sitegen.write.file import new_file, replace_file
from sitegen.write.output import (
    MANIFEST,
    STAGE,
    Writing,
    Written,
    check_output,
    is_entry,
    manifest_of,
    parse_manifest,
    plan_site,
    read_manifest,
    write_site,
    writing,
)

__all__ = [
    "MANIFEST",
    "STAGE",
    "Writing",
    "Written",
    "check_output",
    "is_entry",
    "manifest_of",
    "new_file",
    "parse_manifest",
    "plan_site",
    "read_manifest",
    "replace_file",
    "write_site",
    "writing",
]
