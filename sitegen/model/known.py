"""Names that an editor has made known to the whole site."""

from dataclasses import dataclass

from sitegen.errors import Place


@dataclass(frozen=True, slots=True)
class KnownName:
    """A person or an organisation, and what else articles call it. The first of *names* is the one shown."""

    kind: str  # person | org
    names: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class KnownForm:
    """Words that stand for a person or an organisation by an editor's word, and the *name* it is shown under."""

    words: str
    kind: str  # person | org
    name: str


@dataclass(frozen=True, slots=True)
class Split:
    """A name that two people bear: where an article gives this *org* or this *title*, it is the one shown as *shown*."""

    name: str
    org: str
    title: str
    shown: str
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that ``entities.toml`` says."""

    names: tuple[KnownName, ...] = ()
    splits: tuple[Split, ...] = ()

    def forms_in(self, text: str) -> tuple[KnownForm, ...]:
        """The names that an article with this *text* can mention: all of the file that the reading of it depends on."""
        return tuple(
            KnownForm(words, one.kind, one.names[0])
            for one in self.names
            if one.kind
            for words in one.names
            if len(words) > 1 and words in text
        )


NOTHING_KNOWN = Known()
