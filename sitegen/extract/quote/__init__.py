"""Direct speech: the words between the marks, who said them, and with which verb."""

from sitegen.extract.quote.read import quotes_of

__all__ = ["quotes_of"]
