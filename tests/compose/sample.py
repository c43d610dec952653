"""A briefing made by hand that holds every kind of page and every state of a fact. All names are invented."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache

from sitegen.model.facts import Alias, ArticleFacts, Event, Org, Person, Precision, Quote, When
from sitegen.model.site import (
    Briefing,
    ChangeBatch,
    ChangeType,
    Entity,
    Entry,
    FactChange,
    FactRef,
    Site,
    Story,
    Tenure,
    ValueChange,
)
from sitegen.model.text import BodyMode
from tests.compose.writing import Draft, day

KST = timezone(timedelta(hours=9))


def plant() -> ArticleFacts:
    """A plain clipping with captions, headings and bylines."""
    draft = Draft(
        "2026-03-12-haeon-plant",
        """T|해온전력, 나루항에 1조2000억원 들여 수소발전소 짓는다
C|서도윤 해온전력 대표(왼쪽)와 민가람 나루시장이 12일 나루시청에서 협약서에 서명하고 있다.
R|/해온전력 제공
해온전력은 나루항 3부두에 1조2000억원을 들여 수소발전소를 짓는다고 12일 밝혔다. 회사는 이날 나루시청에서 나루시와 투자협약을 맺었다.
서도윤 해온전력 대표는 “항만의 유휴 부지를 에너지 거점으로 바꾸겠다”며 “첫 전력은 2028년 하반기에 보내겠다”고 말했다.
H|◇설비 용량 240MW…“가구 절반이 쓸 양”
설비 용량은 240MW다. 시는 건설 기간에 2500명 안팎의 일자리가 생길 것으로 추산했다. 착공은 오는 9월로 예정돼 있다.
나루항만물류협회(나물협)는 부두 이전에만 3년이 걸린다고 주장했다. 정부가 지원금을 늘리는 방안을 검토하고 있는 것으로 알려졌다.
수소터빈은 수소를 태운 열로 돌리는 발전기를 말한다. 시의회는 20일 본회의에서 동의안을 처리한다.
B|은채원 기자 chaewon@example.com
X|<저작권자(c) 새나루일보, 무단 전재 및 재배포 금지>""",
        date(2026, 3, 12),
    )
    d12, half, month = day("2026-03-12"), day("2028-H2"), day("2026-09")
    who = ("해온전력", "나루시")
    draft.org("해온전력").person("서도윤 해온전력 대표", "서도윤", "대표", "해온전력").person(
        "민가람 나루시장", "민가람", "시장", "나루시"
    )
    draft.org("나루시와", "나루시").org("나루항만물류협회").alias(
        "나루항만물류협회(나물협)", "나루항만물류협회", "나물협"
    )
    draft.time("12일", d12).time("2028년 하반기", half).time("오는 9월", month).time("20일", day("2026-03-20"))
    draft.amount("1조2000억원", 1_200_000_000_000, "KRW", of="수소발전소 투자액")
    draft.amount("240MW", 240, "MW", of="설비 용량").amount("2500명 안팎", 2500, "명", approx=True, of="일자리")
    draft.quote("항만의 유휴 부지를 에너지 거점으로 바꾸겠다", "서도윤", 1).quote(
        "첫 전력은 2028년 하반기에 보내겠다", "서도윤", 1
    )
    draft.term("수소터빈", "수소를 태운 열로 돌리는 발전기")
    draft.event(
        "해온전력은 나루항 3부두에 1조2000억원을 들여 수소발전소를 짓는다",
        "짓는다",
        "해온전력, 나루항에 1조2000억원 들여 수소발전소 건설",
        "planned",
        "announced",
        source="해온전력",
        who=("해온전력",),
        place="나루항 3부두",
        rank=1,
    )
    draft.event(
        "회사는 이날 나루시청에서 나루시와 투자협약을 맺었다",
        "맺었다",
        "해온전력·나루시, 투자협약 체결",
        when=d12,
        dated="이날",
        who=who,
        place="나루시청",
        rank=2,
    )
    draft.event(
        "착공은 오는 9월로 예정돼 있다",
        "예정돼",
        "수소발전소 9월 착공",
        "planned",
        when=month,
        dated="오는 9월",
        who=("해온전력",),
        rank=3,
    )
    draft.event(
        "시는 건설 기간에 2500명 안팎의 일자리가 생길 것으로 추산했다",
        "추산했다",
        "나루시, 건설 기간 일자리 2500명 안팎 추산",
        "estimated",
        "analysis",
        source="나루시",
        who=("나루시",),
        rank=4,
    )
    draft.event("설비 용량은 240MW다", "240MW다", "설비 용량 240MW", "stated", "writer", rank=5)
    draft.event(
        "나루항만물류협회(나물협)는 부두 이전에만 3년이 걸린다고 주장했다",
        "주장했다",
        "나루항만물류협회 “부두 이전에만 3년”",
        "stated",
        "claimed",
        source="나루항만물류협회",
        who=("나루항만물류협회",),
    )
    draft.event(
        "정부가 지원금을 늘리는 방안을 검토하고 있는 것으로 알려졌다",
        "알려졌다",
        "정부, 수소발전 지원금 확대 검토",
        "considered",
        "unnamed",
        who=("정부",),
    )
    draft.event(
        "시의회는 20일 본회의에서 동의안을 처리한다",
        "처리한다",
        "나루시의회, 수소발전소 동의안 처리",
        "planned",
        when=day("2026-03-20"),
        dated="20일",
        who=("나루시의회",),
    )
    draft.event(
        "첫 전력은 2028년 하반기에 보내겠다",
        "보내겠다",
        "해온전력, 2028년 하반기 첫 송전",
        "planned",
        "said",
        source="서도윤",
        when=half,
        dated="2028년 하반기",
        who=("해온전력",),
    )
    return draft.done(
        title="해온전력, 나루항에 1조2000억원 들여 수소발전소 짓는다",
        source="새나루일보",
        author="은채원",
        story="나루항 수소발전소",
        published_at=datetime(2026, 3, 12, 18, 2, tzinfo=KST),
        url="https://example.com/naru/1",
    )


def denial() -> ArticleFacts:
    """Markdown with inline marks, a link, a list and a table; a denial and something dropped."""
    draft = Draft(
        "2026-03-09-naru-rumor",
        """## 특혜설에 “사실무근”

나루시는 해온전력에 부두를 **헐값에 넘긴다**는 소문을 부인했다. 민가람 시장은 9일 기자들과 만나 “공시지가의 **110%**를 받는다”고 말했다.

나루시는 다음 세 가지를 [설명 자료](https://example.com/naru/paper)로 공개했다.

- 임대 기간은 20년이다.
- 임대료는 해마다 3% 오른다.

| 구분 | 면적 |
|---|---|
| 3부두 | 8만㎡ |

시는 지난달 말 열려던 주민 설명회를 취소했다. 설명회는 2월 27일 열릴 예정이었다.""",
        date(2026, 3, 9),
        markdown=True,
    )
    draft.org("나루시는", "나루시").person("민가람 시장", "민가람", "시장", "나루시").amount(
        "110%", 110, "%", of="공시지가"
    )
    draft.quote("공시지가의 **110%**를 받는다", "민가람", 1)
    draft.event(
        "나루시는 해온전력에 부두를 **헐값에 넘긴다**는 소문을 부인했다",
        "부인했다",
        "나루시, 부두 헐값 매각설 부인",
        "denied",
        "said",
        source="나루시",
        when=day("2026-03-09"),
        who=("나루시",),
        rank=1,
    )
    draft.event(
        "시는 지난달 말 열려던 주민 설명회를 취소했다",
        "취소했다",
        "나루시, 주민 설명회 취소",
        "dropped",
        when=day("2026-02", "END"),
        dated="지난달 말",
        who=("나루시",),
        rank=2,
    )
    draft.event(
        "설명회는 2월 27일 열릴 예정이었다",
        "열릴",
        "수소발전소 주민 설명회",
        "planned",
        when=day("2026-02-27"),
        dated="2월 27일",
        who=("나루시",),
        rank=3,
    )
    return draft.done(
        title="나루시, 부두 헐값 매각설 부인…주민 설명회는 취소", source="항만경제", story="나루항 수소발전소"
    )


def undated() -> ArticleFacts:
    """A clipping whose day of publication nobody knows."""
    draft = Draft(
        "clip-without-date",
        """가온바이오가 작년 10월 새 진단키트를 내놓은 데 이어 오는 9월 공장을 증설한다.
윤해담 가온바이오 대표는 “판로가 먼저다”라고 말했다.""",
    )
    draft.org("가온바이오가", "가온바이오").person("윤해담 가온바이오 대표", "윤해담", "대표", "가온바이오").quote(
        "판로가 먼저다", "윤해담"
    )
    past = When("XXXX-10", Precision.MONTH, order=(-1, 10))
    ahead = When("XXXX-09", Precision.MONTH, order=(0, 9))
    draft.time("작년 10월", past).time("오는 9월", ahead)
    draft.event(
        "가온바이오가 작년 10월 새 진단키트를 내놓은",
        "내놓은",
        "가온바이오, 새 진단키트 출시",
        when=past,
        dated="작년 10월",
        who=("가온바이오",),
        rank=2,
    )
    draft.event(
        "오는 9월 공장을 증설한다",
        "증설한다",
        "가온바이오, 공장 증설",
        "planned",
        when=ahead,
        dated="오는 9월",
        who=("가온바이오",),
        rank=1,
    )
    return draft.done(title="가온바이오, 9월 공장 증설")


def hostile() -> ArticleFacts:
    """A seed clipped from somewhere unfriendly, with marks that cross its markup."""
    draft = Draft(
        "2026-03-10-hostile",
        """<script>alert(1)</script>다온금고는 <b onclick="steal()">10일 예금 **이자를 올렸다**고</b> 밝혔다. {{ config }} {% for x in y %}

[눌러 보라](javascript:alert(1)) ![그림](x" onerror="alert(1)) <img src=x onerror=alert(2)> <a href="data:text/html,x">자료</a>는 <표 1>에 있다.

> <style>body{display:none}</style>다온금고는 **다음 달 새 [지점](https://example.com/?a=1&b=2)을 연다**고 했다.""",
        date(2026, 3, 10),
        markdown=True,
    )
    draft.org("다온금고는", "다온금고")
    draft.event(
        '다온금고는 <b onclick="steal()">10일 예금 **이자를 올렸다**고',
        "올렸다",
        "다온금고, 예금 이자 인상",
        when=day("2026-03-10"),
        dated="10일",
        who=("다온금고",),
        rank=1,
        basis="announced",
        source="다온금고",
    )
    draft.event(
        "다음 달 새 [지점](https://example.com/?a=1&b=2)을 연다",
        "연다",
        "다온금고, 새 지점 개설 <script>alert(3)</script>",
        "planned",
        "said",
        source="다온금고",
        when=day("2026-04"),
        dated="다음 달",
        who=("다온금고",),
        rank=2,
    )
    return draft.done(
        title="다온금고 <img src=x onerror=alert(4)> {{ 7*7 }}",
        source='"><script>alert(5)</script>',
        url="javascript:alert(6)",
        author="{{ config }}",
    )


def quiet() -> ArticleFacts:
    """An article of which only the evidence may be shown."""
    draft = Draft(
        "2026-02-20-quiet",
        """라온제지는 20일 배당금을 주당 300원으로 정했다. 시장은 조용했다.
주총은 3월 3~5일 가운데 하루로 잡는다.""",
        date(2026, 2, 20),
    )
    draft.org("라온제지는", "라온제지").amount("300원", 300, "KRW", of="주당 배당금")
    draft.event(
        "라온제지는 20일 배당금을 주당 300원으로 정했다",
        "정했다",
        "라온제지, 주당 300원 배당",
        when=day("2026-02-20"),
        dated="20일",
        who=("라온제지",),
        rank=1,
    )
    draft.event(
        "주총은 3월 3~5일 가운데 하루로 잡는다",
        "잡는다",
        "라온제지 주주총회",
        "planned",
        when=day("2026-03-03/2026-03-05"),
        dated="3월 3~5일",
        who=("라온제지",),
        rank=2,
    )
    return draft.done(title="라온제지 주당 300원 배당", source="종이신문", body=BodyMode.EVIDENCE)


def silent() -> ArticleFacts:
    """An article whose text may not be shown at all."""
    draft = Draft("2026-02-10-silent", "모아철강은 10일 고로 1기를 멈췄다.", date(2026, 2, 10))
    draft.org("모아철강은", "모아철강")
    draft.event(
        "모아철강은 10일 고로 1기를 멈췄다",
        "멈췄다",
        "모아철강, 고로 1기 가동 중단",
        when=day("2026-02-10"),
        dated="10일",
        who=("모아철강",),
        rank=1,
    )
    return draft.done(title="모아철강 고로 멈춰", source="철강보", body=BodyMode.NONE, url="https://example.com/steel")


@cache
def briefing(language: str = "ko") -> Briefing:
    """The whole sample."""
    articles = (plant(), hostile(), denial(), quiet(), silent(), undated())
    site = Site(
        title="나루 브리핑" if language == "ko" else "Naru briefing",
        language=language,
        url="https://briefing.example/naru",
    )
    return replace(linked(articles, site, date(2026, 3, 12)), changes=changes_of(plant(), denial()))


def changes_of(plant: ArticleFacts, denial: ArticleFacts) -> tuple[ChangeBatch, ...]:
    """Two batches with a line of every sort and every kind."""
    home, title = plant.article.id, plant.article.title
    ids = {fact.headline if isinstance(fact, Event) else fact.surface: fact.id for fact in plant.facts}
    start, deal, figure = "수소발전소 9월 착공", "해온전력·나루시, 투자협약 체결", "240MW"
    newest = (
        FactChange(ChangeType.FULFILLED, "event", home, title, ids[deal], "해온전력, 투자협약 추진",
                   (ValueChange("outcome", "", deal),), FactRef(home, ids[start])),
        FactChange(ChangeType.CHANGED, "event", home, title, ids[start], start,
                   (ValueChange("status", "considered", "planned"), ValueChange("when", "2026-06", "2026-09"),
                    ValueChange("who", "", "해온전력|나루시"))),
        FactChange(ChangeType.CHANGED, "amount", home, title, ids[figure], "설비 용량 240MW",
                   (ValueChange("low", "200", "240"), ValueChange("words", "200MW", "240MW"))),
        FactChange(ChangeType.CHANGED, "event", home, title, ids["설비 용량 240MW"], "설비 용량 240MW",
                   (ValueChange("headline", "설비 용량 200MW", "설비 용량 240MW"),)),
        FactChange(ChangeType.CHANGED, "event", home, title, ids[deal], deal,
                   (ValueChange("basis", "writer", "announced"),)),
        FactChange(ChangeType.CHANGED, "person", home, title, ids["민가람 나루시장"], "민가람 나루시 시장",
                   (ValueChange("title", "부시장", "시장"),)),
        FactChange(ChangeType.NEW, "article", denial.article.id, denial.article.title, denial.facts[0].id, "특혜설 부인"),
        FactChange(ChangeType.WITHDRAWN, "quote", home, title, "", "“<b>서두르겠다</b>”"),
        FactChange(ChangeType.WITHDRAWN, "event", home, title, "", "서도윤 대표 “<b>서두르겠다</b>”"),
        FactChange(ChangeType.WITHDRAWN, "article", "2026-01-01-gone", "나루시, 옛 부두 철거"),
        FactChange(ChangeType.WITHDRAWN, "article"),
        FactChange(ChangeType.WITHDRAWN, "article"),
    )  # fmt: skip
    earlier = (
        FactChange(ChangeType.NEW, "article", "2026-01-01-gone", "나루시, 옛 부두 철거", "f1", "옛 부두 철거"),
        FactChange(ChangeType.NEW, "amount", home, title, "gone", "설비 용량 200MW"),
        FactChange(ChangeType.CHANGED, "event", home, title, ids[start], start,
                   (ValueChange("when", "XXXX-09", "2025-06"),)),
    )  # fmt: skip
    return (ChangeBatch(date(2026, 3, 12), newest), ChangeBatch(date(2026, 3, 11), earlier))


def linked(articles: tuple[ArticleFacts, ...], site: Site, as_of: date | None) -> Briefing:
    """*articles* as the link stage would hand them over, as far as pages can tell."""
    entries = tuple(sorted((entry for read in articles for entry in _entries(read)), key=_time_order))
    names = _entities(articles, entries)
    stories: dict[str, list[ArticleFacts]] = {}
    for read in reversed(articles):
        if read.article.story:
            stories.setdefault(read.article.story, []).append(read)
    told = tuple(
        Story(
            "naru-hydrogen",
            title,
            tuple(read.article.id for read in some),
            tuple(e.id for e in entries if e.story),
            "story: in the front matter",
        )
        for title, some in stories.items()
    )
    return Briefing(site, as_of, articles, names, entries, told)


def _entries(read: ArticleFacts) -> list[Entry]:
    return [
        Entry(
            id=f"{read.article.id}/{fact.id}",
            headline=fact.headline,
            certainty=fact.certainty,
            when=fact.when,
            who=fact.who,
            place=fact.place,
            refs=(FactRef(read.article.id, fact.id),),
            story="naru-hydrogen" if read.article.story else "",
            score=1 / (fact.rank or 50) / (1 + (date(2026, 3, 12) - (read.article.published or date(2025, 3, 1))).days),
        )
        for fact in read.facts
        if isinstance(fact, Event)
    ]


def _time_order(entry: Entry) -> tuple[object, ...]:
    if entry.when is None:
        return (2, 0, (), entry.id)
    first = entry.when.earliest or entry.when.latest
    return (0, first.toordinal(), (), entry.id) if first else (1, 0, entry.when.order, entry.id)


def _entities(articles: tuple[ArticleFacts, ...], entries: tuple[Entry, ...]) -> tuple[Entity, ...]:
    found: dict[tuple[str, str], Entity] = {}
    for read in reversed(articles):
        for fact in read.facts:
            ref = FactRef(read.article.id, fact.id)
            if isinstance(fact, Person | Org):
                key = (fact.kind, fact.name)
                slug = fact.name.replace(" ", "-")
                entity = found.setdefault(key, Entity(f"{fact.kind[0]}:{fact.name}", fact.kind, fact.name, slug))
                tenures = entity.tenures
                if isinstance(fact, Person) and fact.title and all(t.title != fact.title for t in tenures):
                    tenures += (Tenure(fact.title, fact.org, read.article.published, read.article.published, ref),)
                acts = tuple(entry.id for entry in entries if fact.name in entry.who)
                found[key] = replace(entity, tenures=tenures, mentions=(*entity.mentions, ref), entries=acts)
    for read in articles:
        for fact in read.facts:
            ref = FactRef(read.article.id, fact.id)
            if isinstance(fact, Quote) and ("person", fact.speaker) in found:
                entity = found["person", fact.speaker]
                found["person", fact.speaker] = replace(entity, quotes=(*entity.quotes, ref))
            if isinstance(fact, Alias) and ("org", fact.full) in found:
                entity = found["org", fact.full]
                found["org", fact.full] = replace(entity, aliases=(*entity.aliases, fact.short))
    return tuple(found[key] for key in sorted(found))
