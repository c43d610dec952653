"""Corrections address facts by words: they hold while the seed is edited around them and while the rules change."""

from dataclasses import replace
from decimal import Decimal

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.extract.corrections import corrected
from sitegen.model.corrections import Action, Corrected, Correction, Vanished
from sitegen.model.facts import EDITOR, Amount, ArticleFacts, Event, Evidence, Fact, Org, Person, Quote, Status, Term
from sitegen.model.text import Span
from sitegen.read import read_corrections, read_seed

HEAD = "---\ntitle: 한빛전자, 오션테크와 공급 계약\npublished: 2025-05-28\nsource: 표본\n---\n\n"
BODY = """\
한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다. 계약 금액은 1200억원이다.

윤해준 한빛전자 대표는 “국내 부품으로 바다를 채우겠다”고 말했다. 회사는 오는 9월 온산 공장에서 첫 물량을 내보낼 예정이다.

오션테크는 지난 3월 조직을 개편했다. 온산시는 전력망을 넓히는 사업을 **추진하고** 있다.
"""
ALL = """\
[[set]]
kind = "event"
words = "체결했다"
when = "2025-05-26"
who = ["한빛전자"]

[[set]]
words = "1200억원"
low = 125000000000
high = 125000000000

[[hide]]
kind = "event"
words = "추진하고 있다"

[[add]]
kind = "term"
words = "전력망"
term = "전력망"
gloss = "발전소와 쓰는 곳을 잇는 설비"

[[pin]]
words = "개편했다"
"""
Outcome = tuple[ArticleFacts, tuple[Corrected, ...], tuple[Vanished, ...]]


def facts(text: str) -> ArticleFacts:
    return facts_of(document_of(read_seed("seeds/a.md", text.encode())))


def corrections(toml: str) -> tuple[Correction, ...]:
    return read_corrections("seeds/a.corrections.toml", toml.encode())


def by_hand(toml: str, body: str = BODY) -> Outcome:
    return corrected(facts(HEAD + body), corrections(toml))


def at(read: ArticleFacts, words: str, kind: type[Fact] = Fact) -> list[Fact]:
    """The facts of a kind whose words hold *words*."""
    return [fact for fact in read.facts if isinstance(fact, kind) and words in fact.surface]


def told(vanished: tuple[Vanished, ...]) -> list[tuple[str, bool]]:
    return [(one.message.partition(": ")[2], one.unclear) for one in vanished]


def holds(read: ArticleFacts) -> None:
    """All of `ALL` is done to *read*."""
    (event,) = at(read, "체결했다", Event)
    assert isinstance(event, Event)
    assert event.when is not None
    assert (event.when.value, event.who, event.evidence.rule, event.when_span) == (
        "2025-05-26",
        ("한빛전자",),
        EDITOR,
        None,
    )
    assert event.headline == "한빛전자는 27일 서울에서 오션테크와 해상풍력 부품 공급 계약을 체결했다"
    (amount,) = at(read, "1200억", Amount)
    assert isinstance(amount, Amount)
    assert (amount.low, amount.high, amount.is_edited) == (Decimal(125000000000), Decimal(125000000000), True)
    assert not at(read, "추진", Event)
    (term,) = at(read, "전력망", Term)
    assert isinstance(term, Term)
    assert (term.gloss, term.is_edited) == ("발전소와 쓰는 곳을 잇는 설비", True)
    (pinned,) = [fact for fact in read.facts if isinstance(fact, Event) and fact.pinned]
    assert (pinned.surface.strip(" ."), pinned.rank) == ("개편했다", 1)
    assert read.sentences[term.evidence.sentence].overlaps(term.evidence.span)
    assert all(fact.evidence.span.of(read.article.text) == fact.surface for fact in read.facts)
    ranks = sorted(fact.rank for fact in read.facts if isinstance(fact, Event) and fact.rank)
    assert ranks == list(range(1, len(ranks) + 1))


def test_each_kind_of_correction_is_applied() -> None:
    read, done, vanished = by_hand(ALL)
    holds(read)
    assert vanished == ()
    assert [(one.before is None, one.after is None) for one in done] == [
        (False, False), (False, False), (False, True), (True, False), (False, False),
    ]  # fmt: skip
    assert [one.article for one in done] == ["a"] * 5


def test_no_corrections_change_nothing() -> None:
    read = facts(HEAD + BODY)
    assert corrected(read, ()) == (read, (), ())


def test_corrections_hold_through_edits_above_and_below() -> None:
    """Other sentences come and go, and lines are broken elsewhere."""
    body = BODY.replace("회사는 오는 9월 온산 공장에서 첫 물량을 내보낼 예정이다.", "")
    body = "바람마을 주민은 20일 설명회를 들었다. 참석자는 80명이다.\n\n" + body.replace(
        "공급 계약을 체결", "공급  계약을 체결"
    )
    read, _, vanished = by_hand(ALL, body + "\n새벽에는 비가 내렸다. 시는 6월 3일 결과를 발표한다.\n")
    assert vanished == ()
    (event,) = at(read, "체결했다", Event)
    assert event.is_edited
    holds(read)


def test_corrections_hold_through_changed_rules() -> None:
    """Other rules read other spans, values and ids at the same words; what the editor has written stays."""

    def otherwise(fact: Fact) -> Fact:
        span = fact.evidence.span
        wider = Span(span.start - 1, span.end) if isinstance(fact, Event) else span
        surface = wider.of(text)
        fact = replace(fact, evidence=Evidence(fact.evidence.article, fact.evidence.sentence, wider, "other.rule"),
                       surface=surface, id="x" + fact.id)  # fmt: skip
        if isinstance(fact, Event):
            return replace(fact, when=None, who=("다른 이름",), headline="다른 요지", rank=fact.rank + 3)
        return replace(fact, low=Decimal(1), high=Decimal(2)) if isinstance(fact, Amount) else fact

    before = facts(HEAD + BODY)
    text = before.article.text
    read, _, vanished = corrected(replace(before, facts=tuple(map(otherwise, before.facts))), corrections(ALL))
    assert vanished == ()
    holds(read)


def test_a_correction_whose_words_are_gone_has_vanished() -> None:
    read, done, vanished = by_hand(ALL, BODY.replace("체결했다", "맺었다"))
    assert told(vanished) == [("the words are no longer in the seed", False)]
    assert len(done) == 4
    assert not any(fact.is_edited for fact in at(read, "맺었다", Event))


def test_words_that_stand_only_in_a_title_have_vanished() -> None:
    _, _, vanished = by_hand('[[hide]]\nwords = "오션테크와 공급 계약"\n')
    assert told(vanished) == [
        ("the words stand in no line that facts are read in, only in front matter, a title or a byline", False)
    ]


def test_words_in_which_nothing_is_read_any_more_have_vanished() -> None:
    """The hint names what is read in the sentence, and what a whole fact would need."""
    _, _, vanished = by_hand('[[set]]\nkind = "event"\nwords = "전력망을"\nstatus = "planned"\n')
    assert told(vanished) == [("the words stand in the seed, and no event is read in them", False)]
    assert "in this sentence: event ‘" in vanished[0].hint
    assert vanished[0].hint.endswith("; with headline it would make the event")


def test_a_set_that_says_a_whole_fact_makes_it() -> None:
    toml = '[[set]]\nkind = "event"\nwords = "전력망을"\nstatus = "pursued"\nheadline = "온산시, 전력망 확대"\n'
    read, done, vanished = by_hand(toml)
    assert vanished == ()
    assert done[0].before is None
    (event,) = at(read, "전력망", Event)
    assert isinstance(event, Event)
    assert (event.headline, event.certainty.status) == ("온산시, 전력망 확대", Status.PURSUED)


def test_words_of_several_sentences_are_unclear_until_one_is_named() -> None:
    _, done, vanished = by_hand('[[hide]]\nkind = "org"\nwords = "한빛전자"\n')
    assert told(vanished) == [("the words stand in several sentences: 7:1, 9:5", True)]
    assert 'sentence = "' in vanished[0].hint
    assert done == ()
    read, _, vanished = by_hand('[[hide]]\nkind = "org"\nwords = "한빛전자"\nsentence = "국내 부품으로"\n')
    assert vanished == ()
    assert len(at(read, "한빛전자", Org)) == 1
    _, _, vanished = by_hand('[[hide]]\nkind = "org"\nwords = "한빛전자"\nsentence = "어느 부품"\n')
    assert told(vanished) == [("no sentence with ‘어느 부품’ holds the words", False)]


def test_words_of_several_facts_are_unclear_until_one_is_named() -> None:
    """Of a person with a title and the organisation in it, the words of one alone mean that one."""
    _, _, vanished = by_hand('[[hide]]\nwords = "한빛전자 대표는"\n')
    assert vanished[0].unclear
    assert 'kind = "org"  or  kind = "person"' in vanished[0].hint
    read, _, vanished = by_hand('[[hide]]\nkind = "person"\nwords = "한빛전자 대표는"\n')
    assert vanished == ()
    assert not at(read, "윤해준", Person)
    read, _, vanished = by_hand('[[hide]]\nwords = "한빛전자"\nsentence = "국내 부품"\n')
    assert vanished == (), "the words are those of the organisation exactly"
    assert at(read, "윤해준", Person)


def test_a_figure_is_found_as_a_whole_only() -> None:
    """7일 is not in 27일, and 200억원 is not in 1200억원."""
    for words in ("7일", "200억원"):
        _, _, vanished = by_hand(f'[[hide]]\nwords = "{words}"\n')
        assert told(vanished)[0][0].startswith("the words stand in no line")
    read, _, _ = by_hand('[[hide]]\nkind = "time"\nwords = "27일"\n')
    assert not at(read, "27일")


def test_words_may_be_copied_with_markdowns_marks_or_without() -> None:
    for words in ("추진하고 있다", "**추진하고** 있다"):
        read, _, vanished = by_hand(f'[[hide]]\nkind = "event"\nwords = "{words}"\n')
        assert vanished == ()
        assert not at(read, "추진", Event)


def test_a_given_headline_is_shown_and_an_untouched_one_stays() -> None:
    read, _, _ = by_hand('[[set]]\nwords = "체결했다"\nwhen = "2025-05-26"\nheadline = "새 요지"\n')
    assert [fact.headline for fact in at(read, "체결했다", Event) if isinstance(fact, Event)] == ["새 요지"]
    before = at(facts(HEAD + BODY), "체결했다", Event)[0]
    read, _, _ = by_hand('[[set]]\nwords = "체결했다"\nplace = "부산"\n')
    after = at(read, "체결했다", Event)[0]
    assert isinstance(before, Event)
    assert isinstance(after, Event)
    assert (after.headline, after.place, after.id) == (before.headline, "부산", before.id)


def test_where_no_text_may_be_shown_no_clause_becomes_a_headline() -> None:
    text = HEAD.replace("source:", "body: none\nsource:") + BODY
    read, _, _ = corrected(facts(text), corrections('[[set]]\nwords = "체결했다"\nwhen = "2025-05-26"\n'))
    assert [fact.headline for fact in at(read, "체결했다", Event) if isinstance(fact, Event)] == [""]


def test_an_added_quote_is_direct_only_between_marks() -> None:
    def add(words: str) -> str:
        return f'[[add]]\nkind = "quote"\nwords = "{words}"\nspeaker = "윤해준"\n'

    hide = '[[hide]]\nkind = "quote"\nwords = "국내 부품으로 바다를 채우겠다"\n'
    read, _, _ = by_hand(hide + add("국내 부품으로 바다를 채우겠다"))
    assert [fact.direct for fact in read.facts if isinstance(fact, Quote)] == [True], "what is added is not hidden"
    read, _, _ = by_hand(hide + add("부품으로 바다를"))
    assert [fact.direct for fact in read.facts if isinstance(fact, Quote)] == [False]


def test_an_added_event_can_be_pinned_and_comes_last_if_it_is_not() -> None:
    toml = '[[add]]\nkind = "event"\nwords = "전력망"\nheadline = "온산시, 전력망 확대"\n'
    read, _, _ = by_hand(toml)
    events = [fact for fact in read.facts if isinstance(fact, Event)]
    (added,) = at(read, "전력망", Event)
    assert isinstance(added, Event)
    assert added.rank == max(event.rank for event in events)
    read, _, vanished = by_hand(toml + '\n[[pin]]\nwords = "전력망"\n\n[[pin]]\nwords = "체결했다"\n')
    assert vanished == ()
    told = (fact for fact in read.facts if isinstance(fact, Event) and not fact.is_minor)
    ranked = sorted(told, key=lambda event: event.rank)
    assert ranked[0].headline == "온산시, 전력망 확대"
    assert [event.pinned for event in ranked[:3]] == [True, True, False]


def test_ids_of_added_facts_are_their_own() -> None:
    """Twice the same words make two facts; each keeps its id while the seed is edited elsewhere."""
    toml = (
        '[[add]]\nkind = "org"\nwords = "전력망"\nname = "가"\n\n[[add]]\nkind = "org"\nwords = "전력망"\nname = "나"\n'
    )
    ids = [fact.id for fact in by_hand(toml)[0].facts if fact.is_edited]
    assert len(set(ids)) == 2
    assert [fact.id for fact in by_hand(toml, "앞에 온 문장이다.\n\n" + BODY)[0].facts if fact.is_edited] == ids


def test_an_accepted_fact_stays_as_it_is_by_rule_and_by_hand() -> None:
    read, done, vanished = by_hand(
        '[[accept]]\nwords = "체결했다"\n\n[[accept]]\nkind = "amount"\nwords = "1200억원"\n'
    )
    assert (read, vanished) == (facts(HEAD + BODY), ())
    assert [(one.before is one.after, one.fact.surface.strip(" .")) for one in done] == [
        (True, "체결했다"), (True, "1200억원"),
    ]  # fmt: skip
    read, done, vanished = by_hand(
        ALL + '\n[[accept]]\nwords = "체결했다"\n\n[[accept]]\nkind = "term"\nwords = "전력망"\n'
    )
    holds(read)
    assert [one.fact.is_edited for one in done if one.correction.action is Action.ACCEPT] == [True, True]
    assert vanished == ()


def test_a_hidden_fact_is_not_there_to_be_accepted() -> None:
    read, done, vanished = by_hand('[[accept]]\nkind = "amount"\nwords = "1200억원"\n\n[[hide]]\nwords = "1200억원"\n')
    assert told(vanished) == [("the words stand in the seed, and no amount is read in them", False)]
    assert len(done) == 1
    assert not at(read, "1200억원", Amount)
