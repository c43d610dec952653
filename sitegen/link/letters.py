"""The sentences of articles as letters and digits alone: what two papers print of one text differs in marks."""

from collections.abc import Sequence

from sitegen.model.facts import ArticleFacts
from sitegen.model.text import Article


def squeezed(text: str) -> str:
    """*text* without spaces and marks."""
    return "".join(filter(str.isalnum, text))


class Letters:
    """Of each article its sentences, squeezed once: names, mentions and copies ask for the same. *before* knows those of
    articles that are the very same still."""

    def __init__(self, before: "Letters | None" = None) -> None:
        self._before: dict[str, tuple[Article, tuple[str, ...]]] = before._known if before else {}
        self._known: dict[str, tuple[Article, tuple[str, ...]]] = {}

    def of(self, read: ArticleFacts) -> Sequence[str]:
        """The sentences of *read*, in order."""
        article = read.article
        known = self._known.get(article.id)
        if known is None:
            known = self._before.get(article.id)
            if known is None or known[0] is not article:
                known = article, tuple([squeezed(span.of(article.text)) for span in read.sentences])
            self._known[article.id] = known
        return known[1]

    def forget(self) -> None:
        """Leaves those of *before* that nobody has asked for."""
        self._before = {}
