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
