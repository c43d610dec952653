"""Nothing of an article that is withheld now is said again, though it was public once."""

from datetime import date

from sitegen.build.withheld import Guard
from sitegen.model.site import ChangeBatch, ChangeType, FactChange, FactRef, ValueChange
from sitegen.model.text import Article

PUBLIC = Article("open", "seeds/open.md", "다랑시는 새 댐을 연다.", "다랑시 새 댐", None, (), "open")
DRAFT = Article(
    "hidden", "seeds/hidden.md", "하늬전자는 5일 문을 닫았다.", "하늬전자 폐업", None, (), "hanui", draft=True
)


def fitted(*changes: FactChange) -> tuple[FactChange, ...]:
    batches = Guard([DRAFT], [PUBLIC]).fit([ChangeBatch(date(2026, 3, 12), changes)])
    return tuple(change for batch in batches for change in batch.changes)


def test_a_withdrawn_article_is_told_without_a_word() -> None:
    gone = FactChange(ChangeType.WITHDRAWN, "article", "hidden", "하늬전자 폐업", "", "하늬전자, 문 닫아")
    assert fitted(gone) == (FactChange(ChangeType.WITHDRAWN, "article"),)


def test_lines_of_earlier_publications_go_with_their_article() -> None:
    """Of an empty batch nothing is left."""
    new = FactChange(ChangeType.NEW, "article", "hidden", "하늬전자 폐업", "f1", "하늬전자, 문 닫아")
    plan = FactChange(ChangeType.FULFILLED, "event", "open", "다랑시 새 댐", "f2", "댐", plan=FactRef("hidden", "f1"))
    assert fitted(new, plan) == ()


def test_words_that_moved_into_a_draft_are_not_repeated() -> None:
    """A sentence that was cut out of one article and put into another; a file that was named anew."""
    cut = FactChange(ChangeType.WITHDRAWN, "event", "open", "다랑시 새 댐", "", "하늬전자, 폐업")
    renamed = FactChange(ChangeType.NEW, "article", "old-name", "하늬전자 폐업", "f1", "")
    assert fitted(cut, renamed) == (FactChange(ChangeType.WITHDRAWN, "event"),)


def test_a_value_that_only_a_draft_says_is_left_out() -> None:
    """The other values of the line stay; a line without any goes."""
    who, when = ValueChange("who", "하늬전자", "다랑시"), ValueChange("when", "2026-03-05", "2026-03-06")
    both = FactChange(ChangeType.CHANGED, "event", "open", "다랑시 새 댐", "f1", "새 댐", (when, who))
    one = FactChange(ChangeType.CHANGED, "event", "open", "다랑시 새 댐", "f2", "새 댐", (who,))
    assert [change.values for change in fitted(both, one)] == [(when,)]


def test_what_a_public_article_says_may_be_said() -> None:
    gone = FactChange(ChangeType.WITHDRAWN, "event", "open", "다랑시 새 댐", "", "다랑시, 댐 열어")
    assert fitted(gone) == (gone,)
    assert Guard([], [PUBLIC]).fit([ChangeBatch(None, (gone,))]) == (ChangeBatch(None, (gone,)),)
