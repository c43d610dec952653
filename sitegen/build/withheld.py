"""What of earlier publications may still be said: nothing that now stands in a withheld article alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sitegen.model.site import ChangeBatch, ChangeType, FactChange
from sitegen.model.text import Article

_WORD = re.compile(r"[^\W\d_]{2,}")
# Values that are no words of an article: a day or a status says nothing about where it was read.
_PLAIN = frozenset({"when", "status", "basis", "low", "high", "unit", "approx", "vague", "direction"})


class Guard:
    """Knows the *withheld* articles, and the *public* ones, whose words may be said whoever else says them."""

    def __init__(self, withheld: Iterable[Article], public: Iterable[Article]) -> None:
        hidden, shown = tuple(withheld), tuple(public)
        names = {name.casefold() for article in hidden for name in (article.id, article.slug)}
        self._names = names - {article.id.casefold() for article in shown}
        self._hidden = "\n".join(_squeezed(text) for article in hidden for text in _texts(article))
        told = shown if hidden else ()  # where nothing is withheld, nothing is asked of what is shown
        self._shown = "\n".join(_squeezed(text) for article in told for text in _texts(article))

    def fit(self, batches: Iterable[ChangeBatch]) -> tuple[ChangeBatch, ...]:
        """*batches* as they may be shown and kept; those of which nothing is left are left out."""
        fitted = (replace(batch, changes=tuple(self._fitted(batch.changes))) for batch in batches)
        return tuple(batch for batch in fitted if batch.changes)

    def _fitted(self, changes: Iterable[FactChange]) -> Iterator[FactChange]:
        for change in changes:
            values = tuple(one for one in change.values if one.key in _PLAIN or not self._tells(one.old, one.new))
            if self._names_one(change) or self._tells(change.title, change.words):
                # That something is gone may be said, not what.
                if change.type is ChangeType.WITHDRAWN:
                    yield FactChange(change.type, change.kind)
            elif values or not change.values:
                yield replace(change, values=values)

    def _names_one(self, change: FactChange) -> bool:
        named = (change.article, change.plan.article if change.plan else "")
        return any(name.casefold() in self._names for name in named)

    def _tells(self, *texts: str) -> bool:
        """Whether *texts*, or one word of them, stand in a withheld article and in no public one."""
        parts = [part for text in texts for part in (_squeezed(text), *_WORD.findall(text))]
        return any(part in self._hidden and part not in self._shown for part in parts if part)


def _texts(article: Article) -> tuple[str, ...]:
    return (article.text, article.title, article.source, article.id, article.slug)


def _squeezed(text: str) -> str:
    return "".join(text.split())
