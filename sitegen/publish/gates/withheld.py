"""No trace of a draft or of an article under embargo."""

from collections.abc import Iterator, Mapping

from sitegen.build import Built
from sitegen.build.check.withheld import leaks
from sitegen.errors import Place, PublishError


def withheld_faults(built: Built, files: Mapping[str, bytes]) -> Iterator[PublishError]:
    """A fault for each withheld article of which a name or words stand in one of *files* or in an address."""
    briefing = built.briefing
    for leak in leaks(built.withheld, (read.article for read in briefing.articles), files, briefing.site.title):
        message = f"it is withheld, yet '{leak.words}' would be published in {leak.address}"
        hint = "nothing was published; if these words stand there by chance, give the seed another title or slug"
        yield PublishError(message, Place(leak.article.path), hint)
