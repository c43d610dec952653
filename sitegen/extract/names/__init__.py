"""People, organisations and the short forms they go by, each mention resolved within the article."""

from sitegen.extract.names.build import names_of
from sitegen.extract.names.mention import Mention, Names

__all__ = ["Mention", "Names", "names_of"]
