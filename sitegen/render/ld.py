"""JSON-LD inside a page: words of the world that no parser of HTML can mistake for its end."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

# </script> and <!-- end or change the element that they stand in; two line ends of Unicode are none in JSON.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_ld(things: Sequence[Mapping[str, Any]]) -> Markup:
    """*things* of schema.org as the text of a script element that is not run."""
    graph = {"@context": "https://schema.org", "@graph": things}
    return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))
