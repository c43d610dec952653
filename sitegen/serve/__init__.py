"""The live preview: the site at 127.0.0.1, anew on every save."""

from sitegen.serve.preview import serve

__all__ = ["serve"]
