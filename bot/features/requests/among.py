"""Whether a client's people speak among themselves: said to a colleague, and to nobody of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.features.requests.addressed import mentions, named
from bot.features.requests.essence import own_lines
from bot.features.requests.sense_match import fold

_LEADING = re.compile(
    r"^\s*(?:(?:hi|hey|hallo|hello|moin|danke|thanks)\b,?\s*)?<@([UW][A-Z0-9]+)[^>]*>", re.I
)
_TRAILING = re.compile(r"<@([UW][A-Z0-9]+)[^>]*>\s*[.?!]*\s*$")
_SPOKEN = (
    r"(?:kannst|koenntest|magst|machst|hast|weisst|bist|schaust|willst|gibst|sagst"
    r"|can you|could you|do you|did you|have you|would you|are you|will you)\b"
)
_OURS_TOO = re.compile(
    r"<!(?:here|channel|everyone)|\b(?:an alle|zusammen|liebes team|dear team)\b", re.I
)


def among_themselves(text: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> bool:
    """Whether one of ``theirs`` is spoken to and none of ``ours`` (both: id → full name).

    Spoken to is who is mentioned first or last, or called at the beginning ("Til, …", "@Til …",
    "til kannst du …"). Who is only talked about ("Petra sagt, der Shop …") is not.
    """
    own = "\n".join(own_lines(text)[0])
    if _OURS_TOO.search(own) or named(own, ours):
        return False
    people = mentions(own)
    if people:
        ends = [pattern.search(own) for pattern in (_LEADING, _TRAILING)]
        return all(one in theirs for one in people) and any(ends)
    return any(_calls(fold(own).strip(), name) for name in _first_names(theirs, ours))


def _first_names(theirs: Mapping[str, str], ours: Mapping[str, str]) -> set[str]:
    """Folded; who shares a first name with one of ours is not told apart."""
    first = [
        {fold(name).split()[0] for name in names.values() if name.split()}
        for names in (theirs, ours)
    ]
    return first[0] - first[1]


def _calls(folded: str, name: str) -> bool:
    name = re.escape(name)
    called = rf"(?:(?:hi|hey|hallo|hello|moin) )?(?:@{name}\b|{name}(?:\s*[,:]|\s+{_SPOKEN}))"
    return re.match(called, folded) is not None
