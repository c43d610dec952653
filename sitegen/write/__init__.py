"""Bytes to the output folder: compare, replace atomically, prune what we wrote and no longer need."""

from sitegen.write.output import MANIFEST, Written, check_output, read_manifest, write_site

__all__ = ["MANIFEST", "Written", "check_output", "read_manifest", "write_site"]
