"""The words that the pages say themselves, by language. Both languages have the same keys and the same ``{blanks}``."""

from collections.abc import Mapping

from sitegen.compose.words_en import EN
from sitegen.compose.words_ko import KO

WORDS: Mapping[str, Mapping[str, str]] = {"ko": KO, "en": EN}


def words_of(language: str) -> Mapping[str, str]:
    """The words of a language; Korean where there are none of it."""
    return WORDS.get(language, KO)
