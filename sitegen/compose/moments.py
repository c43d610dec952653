"""When articles were published and changed, as machines read it: as precise as that is known, or as a moment."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sitegen.compose.desk import Desk
from sitegen.model.text import Article


def published_on(article: Article) -> str:
    """The day of publication, with its time where the seed gives one; "" where it is not known."""
    if article.published_at is not None:
        return article.published_at.isoformat()
    return article.published.isoformat() if article.published else ""


def changed_on(desk: Desk, article: Article) -> str:
    """The last day on which an article was updated or a fact of it corrected; that of its publication where neither was
    done after it, "" where no day is known."""
    corrected = (one.correction.day for one in desk.corrected.get(article.id, ()))
    days = [day for day in (article.updated, *corrected) if day is not None]
    later = [day for day in days if article.published is None or day > article.published]
    return max(later).isoformat() if later else published_on(article)


def newest_change(desk: Desk, articles: Iterable[Article]) -> str:
    """The latest day on which one of *articles* was changed; "" where no day is known."""
    return max((changed_on(desk, article) for article in articles), default="")


def moment_of(day: str, timezone: str) -> str:
    """A day, with or without its time, as a moment: without one it begins at midnight in *timezone*. "" stays ""."""
    if not day or "T" in day:
        return day
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZoneInfo(timezone)).isoformat()
