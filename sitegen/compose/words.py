"""The words that the pages say themselves, by language. Both languages have the same keys and the same ``{blanks}``."""

from collections.abc import Mapping, Sequence

from sitegen.compose.words_en import EN
from sitegen.compose.words_ko import KO

WORDS: Mapping[str, Mapping[str, str]] = {"ko": KO, "en": EN}


def words_of(language: str, own: Sequence[tuple[str, str]] = ()) -> Mapping[str, str]:
    """The words of a language; Korean where there are none of it. *own* are the site's, key and words, before these."""
    words = WORDS.get(language, KO)
    return {**words, **dict(own)} if own else words
