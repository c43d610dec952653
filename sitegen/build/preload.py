"""Imported once by the process that forks the workers: Kiwi, the rules and their patterns are loaded before they are
born, and shared by all of them."""

from sitegen.build.work import extract, read

_SEED = """\
윤슬시는 12일 새 도서관을 착공했다. 총사업비는 86억원이다. 김가람 윤슬시장은 “내년 3월까지 문을 열겠다”고 말했다.
한편 누리전자(NE)는 지난 3일 매출이 전년보다 12% 늘었다고 밝혔다.
"""

extract(((read([("2025-03-14-warm.txt", _SEED.encode())], "Asia/Seoul")[0].content, ()),))
