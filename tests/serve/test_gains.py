"""What a save did to the facts: those gained, lost and changed with their values, and silence on what only moved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitegen.build.live import LiveBuild
from sitegen.serve.gains import gains_between
from sitegen.serve.notes import ArticleNote, FactNote
from tests.serve.newsroom import DEAL, HARBOUR, LIBRARY, lay, living

Save = Callable[[str, str], tuple[ArticleNote, ...]]


@pytest.fixture
def save(tmp_path: Path) -> Iterator[Save]:
    """Saves a file in the folder of seeds, or deletes it where the text is "", and says what that did to the facts."""
    lay(tmp_path, {"deal.md": DEAL, "library.md": LIBRARY})
    with living(tmp_path) as build:
        last: list[LiveBuild] = [build()]

        def saved(name: str, text: str) -> tuple[ArticleNote, ...]:
            if text:
                lay(tmp_path, {name: text})
            else:
                (tmp_path / "seeds" / name).unlink()
            last.append(build())
            return gains_between(*(one.desk.briefing.articles for one in last[-2:]))

        yield saved


def only(notes: tuple[ArticleNote, ...], way: str, kind: str) -> FactNote:
    (found,) = [fact for note in notes for fact in note.facts if (fact.way, fact.kind) == (way, kind)]
    return found


def test_a_value_that_is_edited_is_one_change_with_the_old_and_the_new(save: Save) -> None:
    notes = save("deal.md", DEAL.replace("1200억원", "1250억원"))
    figure = only(notes, "changed", "amount")
    assert figure.words == "1250억원"
    assert ("words", "1200억원", "1250억원") in figure.values
    assert ("low", "120000000000", "125000000000") in figure.values
    (note,) = notes
    assert (note.title, note.url, note.way) == ("한빛전자, 오션테크와 공급 계약", "a/deal/index.html", "")
    assert (note.gained, note.lost, note.changed) == (0, 0, 2), "the figure, and the event that tells of it"
    assert not {key for fact in note.facts for key, _, _ in fact.values} & {"span", "clause", "rank"}


def test_a_sentence_that_comes_is_gained_and_one_that_goes_is_lost(save: Save) -> None:
    more = LIBRARY + "\n나래건설은 시공을 맡는다.\n"
    gained = save("library.md", more)
    assert only(gained, "gained", "org").words == "나래건설"
    assert {fact.way for fact in gained[0].facts} == {"gained"}
    assert only(gained, "gained", "org").fact
    lost = save("library.md", LIBRARY)
    assert only(lost, "lost", "org") == FactNote("lost", "org", "나래건설")
    assert (lost[0].gained, lost[0].lost, lost[0].changed) == (0, gained[0].gained, 0)


def test_facts_whose_words_only_move_are_not_told(save: Save) -> None:
    """Neither by lines above them, nor by another line break, nor by another title."""
    assert save("library.md", LIBRARY.replace("윤슬시는 2일", "\n\n윤슬시는 2일")) == ()
    assert save("library.md", LIBRARY.replace("착공했다. ", "착공했다.\n\n")) == ()
    assert save("library.md", LIBRARY.replace("title: 윤슬시, 새 도서관 착공", "title: 도서관 첫 삽")) == ()


def test_an_article_that_comes_or_goes_is_told_as_a_whole(save: Save) -> None:
    (new,) = save("harbour.txt", HARBOUR)
    assert (new.way, new.url, new.facts) == ("gained", "a/harbour/index.html", ())
    assert new.gained >= 3
    (gone,) = save("harbour.txt", "")
    assert (gone.way, gone.url, gone.facts, gone.lost) == ("lost", "a/harbour/index.html", (), new.gained)


def test_a_correction_is_told_as_a_change_of_its_fact(save: Save) -> None:
    notes = save("deal.corrections.toml", '[[set]]\nwords = "1200억원"\nlow = 125000000000\nhigh = 125000000000\n')
    values = {key: (old, new) for key, old, new in only(notes, "changed", "amount").values}
    assert values["low"] == ("120000000000", "125000000000")
    assert "words" not in values


def test_two_facts_of_a_sentence_are_not_taken_for_each_other(save: Save) -> None:
    """Where several of a kind change at once, nobody can say which became which: they go, and others come."""
    notes = save("deal.md", DEAL.replace("오션테크와 해상풍력", "나래건설, 누리중공업과 해상풍력"))
    orgs = {(fact.way, fact.words) for note in notes for fact in note.facts if fact.kind == "org"}
    assert {("gained", "나래건설"), ("gained", "누리중공업")} <= orgs


def test_nothing_is_told_where_nothing_was_saved(save: Save) -> None:
    assert save("library.md", LIBRARY) == ()


def test_many_facts_are_counted_and_not_all_told(save: Save) -> None:
    long = "\n".join(
        f"\n나래{sign}건설은 {day}일 공사를 시작했다." for day, sign in enumerate("가나다라마바사아자차카타파하", 1)
    )
    (note,) = save("library.md", LIBRARY + long + "\n")
    assert len(note.facts) == min(40, note.gained + note.lost + note.changed)
    assert note.gained > 40
