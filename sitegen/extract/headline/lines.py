"""The lines of an article's events."""

from sitegen.extract.headline.line import Draft
from sitegen.extract.headline.said import said_line
from sitegen.extract.headline.setting import Setting
from sitegen.extract.headline.written import as_written, with_short_terms, without_lone_marks
from sitegen.extract.names import Names
from sitegen.model.facts import Event, Quote, Time
from sitegen.model.text import Document, Sentence


def headline_of(
    document: Document, event: Event, names: Names, times: tuple[Time, ...], quotes: tuple[Quote, ...]
) -> str:
    """The event's line: 실로폰사·오보에사, 전략적 제휴 체결. The clause as written where shortening it could mislead."""
    return Lines(document, names, times, quotes).of(event)


class Lines:
    """Draws the lines of the events of one article."""

    def __init__(self, document: Document, names: Names, times: tuple[Time, ...], quotes: tuple[Quote, ...]) -> None:
        self._document, self._names, self._times, self._quotes = document, names, times, quotes
        self._settings: dict[int, Setting] = {}  # by sentence

    def of(self, event: Event) -> str:
        """The line of *event*, as `headline_of` says."""
        document = self._document
        if not document.sentences:
            return ""
        line = said_line(document, event, self._names, self._quotes)
        if line:
            return line
        draft = Draft(self._setting(document.sentence_at(event.evidence.span.start)), event)
        line = without_lone_marks(draft.line() or draft.written() or as_written(document, event))
        return with_short_terms(line, event.clause.of(document.text))

    def _setting(self, sentence: Sentence) -> Setting:
        found = self._settings.get(sentence.index)
        if found is None:
            found = self._settings[sentence.index] = Setting.of(self._document, sentence, self._names, self._times)
        return found
