"""What a figure is by what is done with it: 612억원을 들여, 300명을 새로 채용할, 집회에 3천명이 모였다."""

import re

from sitegen.rules.anyof import any_of
from sitegen.rules.rule import word_list

_ANY = re.compile("")
_DOES = r"(?:(?:하기로|키로)\s(?:했|하고|결정했|합의했|의결했)|할\s(?:계획|예정|방침)|했다(?!는|고\s주장)|했으|했고|하고\s있)"
_INTO = re.compile(
    r"(?:에|에게|에는|에도|마다|당)\s(?:모두\s|약\s|총\s|매년\s|해마다\s|각각\s)?$"
)  # 안전 설비에 200억원을
_ANEW = r"(?:새로\s|더\s|추가로\s)?"
_AT_MEETING = re.compile(rf"(?:{any_of(word_list('gatherings'))})(?:에|에는|에서|에서는)\s(?:모두\s|약\s)?$")
_AT_PLACE = re.compile(
    r"(?:분향소|빈소|축제|박람회|전시회|엑스포|행사장|전시관|박물관|미술관)(?:에|에는)\s(?:[0-9가-힣 ]{1,14}까지\s)?(?:모두\s|약\s)?$"
)
_YEARLY = re.compile(r"(?:한\s해|해마다|매년|연간)(?:에)?\s(?:약\s)?$")
_IN_RETURN = re.compile(r"대가로\s(?:모두\s|현금\s|총\s)?$")
_MADE = re.compile(r"(?:가량|여|정도)?(?:을|를)?\s(?:만드|만든|생산)")
# What it is, what stands right before the figure, and what right behind it.
DONE_WITH = {
    "money": (
        (
            "사업비",
            _ANY,
            re.compile(r"(?:가량|여|정도)?[을를]\s(?:들여|들인|투입해|투입하는|투입한|쏟아부어)(?![가-힣])"),
        ),
        ("사업비", _ANY, re.compile(r"(?:가량|여|정도)?[이가]\s(?:드는|들어가는|투입되는|투입된)(?![가-힣])")),
        (
            "투자비",
            _ANY,
            re.compile(r"(?:가량|여|정도)?[을를]\s투자해\s[^,.]{1,40}(?:짓|지을|세우|세운|건설|신설|증설|조성|설립)"),
        ),
        (
            "청구액",
            _ANY,
            re.compile(r"[을를]\s(?:물어내|물어달|배상하|지급하|돌려|갚으)[가-힣\s]{0,6}라는\s[가-힣\s]{0,12}소송"),
        ),
        ("청구액", _ANY, re.compile(r"(?:대)?의?\s(?:손해배상|손배|위자료)[가-힣\s]{0,8}소송")),
        ("금품", _IN_RETURN, re.compile(r"(?:가량|여|정도)?[을를]\s(?:받|건네|챙기|챙긴)[가-힣]*\s(?:혐의|의혹)")),
        ("뇌물", _ANY, re.compile(r"(?:가량|여|정도)?[을를]\s뇌물(?:로|이라고|액으로)\s(?:인정|판단|봤|보고|본)")),
        ("뇌물", re.compile(r"뇌물\s(?:가운데|중)\s$"), re.compile(r"만\s(?:유죄|뇌물로)")),
        ("지원금", _INTO, re.compile(rf"[을를]\s{_ANEW}지원{_DOES}")),
        ("투자액", _INTO, re.compile(rf"[을를]\s{_ANEW}투자{_DOES}")),
        ("출자금", _INTO, re.compile(rf"[을를]\s{_ANEW}출자{_DOES}")),
        ("기부금", _INTO, re.compile(rf"[을를]\s{_ANEW}기부{_DOES}")),
    ),
    "명": (
        ("채용 인원", _ANY, re.compile(r"[을를]\s(?:새로\s|더\s|추가로\s|신규\s)?(?:고용|채용)[가-힣]")),
        ("참가자", _AT_MEETING, re.compile(r"[이은]?\s(?:모였|모인 것으|참가(?:했(?!어야)|한 것으)|운집했)")),
        ("참석자", _AT_MEETING, re.compile(r"[이은]?\s참석(?:했(?!어야)|한 것으)")),
        ("방문객", _AT_PLACE, re.compile(r"[이은]?\s다녀갔")),
    ),
    "t": (("생산량", _YEARLY, _MADE),),
    "대": (("생산량", _YEARLY, _MADE),),
    "배럴": (("생산량", _YEARLY, _MADE),),
}
