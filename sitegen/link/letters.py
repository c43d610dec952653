"""The sentences of articles as letters and digits alone: what two papers print of one text differs in marks."""

from collections.abc import Sequence

from sitegen.model.facts import ArticleFacts


def squeezed(text: str) -> str:
    """*text* without spaces and marks."""
    return "".join(filter(str.isalnum, text))


class Letters:
    """Of each article its sentences, squeezed once: names, mentions and copies ask for the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, read: ArticleFacts) -> Sequence[str]:
        """The sentences of *read*, in order."""
        article = read.article
        if article.id not in self._known:
            self._known[article.id] = tuple([squeezed(span.of(article.text)) for span in read.sentences])
        return self._known[article.id]
