AUTHOR = "편집부"
SITENAME = "브리핑"
SITEURL = "https://example.org"
PATH = "content"
THEME = "simple"
TIMEZONE = "Asia/Seoul"
DEFAULT_LANG = "ko"
DEFAULT_PAGINATION = 10
