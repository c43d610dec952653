"""Linking that remembers: whatever became of the articles since, it gives what linking from nothing gives."""

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from sitegen.build.archive import extracted
from sitegen.link import Memory, briefing_of
from sitegen.link import same as same_module
from sitegen.model.facts import Alias, ArticleFacts, Org, Person
from sitegen.model.identity import Site
from sitegen.read import find_seeds, read_seed

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = date(2026, 6, 1)


@cache
def sample() -> tuple[ArticleFacts, ...]:
    return tuple(extracted(read_seed(path.name, path.read_bytes())) for path in find_seeds(SEEDS))


def edited(read: ArticleFacts, rng: random.Random) -> ArticleFacts:
    """*read* after one of the edits that reach other articles: its day, a fact that is gone, an employer, a name."""
    choice = rng.randrange(5)
    article = read.article
    if choice == 0 and article.published:
        return replace(
            read, article=replace(article, published=article.published + timedelta(days=rng.randint(-90, 90)))
        )
    if choice == 1:
        gone = rng.randrange(len(read.facts))
        return replace(read, facts=tuple(fact for number, fact in enumerate(read.facts) if number != gone))
    if choice == 2:
        facts = tuple(replace(fact, org="솔마루재단") if isinstance(fact, Person) else fact for fact in read.facts)
        return replace(read, facts=facts)
    if choice == 3:
        facts = tuple(fact for fact in read.facts if not isinstance(fact, Alias))
        return replace(read, facts=facts)
    facts = tuple(replace(fact, name=fact.name + " 본부") if isinstance(fact, Org) else fact for fact in read.facts)
    return replace(read, facts=facts)


@pytest.mark.parametrize("seed", range(6))
def test_with_a_memory_as_without(seed: int) -> None:
    """Articles come, go, change their day, their names and their facts, and come back as they were."""
    rng = random.Random(seed)
    shown = dict(enumerate(sample()))
    memory = Memory()
    for _ in range(8):
        for _ in range(rng.randint(0, 3)):
            number = rng.randrange(len(sample()))
            action = rng.random()
            if action < 0.2:
                shown.pop(number, None)
            elif action < 0.5:
                shown[number] = sample()[number]
            else:
                shown[number] = edited(shown.get(number, sample()[number]), rng)
        articles = list(shown.values())
        rng.shuffle(articles)
        assert briefing_of(articles, Site(), DAY, memory=memory) == briefing_of(articles, Site(), DAY)


def test_what_is_the_same_is_not_compared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit of one article only its own mentions are compared with those of others, after none no mention is."""
    compared: list[tuple[str, str]] = []
    bond_of = same_module.bond_of

    def counted(one, other, closely):  # type: ignore[no-untyped-def]
        compared.append((one.article, other.article))
        return bond_of(one, other, closely)

    monkeypatch.setattr(same_module, "bond_of", counted)
    memory = Memory()
    articles = list(sample())
    briefing_of(articles, Site(), DAY, memory=memory)
    assert compared
    compared.clear()
    briefing_of(articles, Site(), DAY, memory=memory)
    assert compared == []
    name = next(pair[0] for pair, known in memory.compared.items() if known.bonds)
    place = next(number for number, read in enumerate(articles) if read.article.id == name)
    articles[place] = replace(articles[place], facts=articles[place].facts[:-1])
    briefing_of(articles, Site(), DAY, memory=memory)
    assert compared
    assert all(name in pair for pair in compared)
