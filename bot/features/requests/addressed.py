"""Whom a client speaks to or asks for: by mention, or by name in plain text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from bot.features.requests.essence import essence, own_lines

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")

# First names that are words as well, in German or English; folded.
_ALSO_WORDS = frozenset(
    [
        "alexa",
        "amber",
        "angel",
        "april",
        "art",
        "august",
        "basil",
        "bill",
        "bob",
        "chase",
        "christian",
        "crystal",
        "dawn",
        "dean",
        "drew",
        "duke",
        "earl",
        "ernst",
        "faith",
        "falk",
        "frank",
        "gene",
        "grace",
        "guy",
        "heide",
        "hope",
        "hunter",
        "iris",
        "jack",
        "jade",
        "jasmin",
        "joy",
        "june",
        "kay",
        "lance",
        "linde",
        "mai",
        "mark",
        "mason",
        "max",
        "may",
        "melody",
        "mercedes",
        "merlin",
        "miles",
        "nick",
        "olive",
        "page",
        "paris",
        "pat",
        "penny",
        "pierce",
        "ray",
        "reiner",
        "rich",
        "rob",
        "robin",
        "rosa",
        "rose",
        "ruby",
        "sage",
        "siri",
        "sky",
        "stern",
        "sue",
        "summer",
        "till",
        "viola",
        "wade",
        "will",
        "wolf",
    ]
)
_SALUTE = (
    r"(?:hi|hey|hello|hallo|moin|servus|huhu|dear|liebe[rs]?|guten (?:morgen|tag|abend)"
    r"|good (?:morning|afternoon|evening)|sehr geehrte[r]?|danke(?: dir)?|thanks|thank you|thx"
    r"|merci|morning|morgen),?\s*"
)
_ASKED_BEFORE = (
    r"(?:kann|koennte|koennt|soll|sollte|darf|wuerde|mag|hat|haette|ist|can|could|would|should"
    r"|may|will|has|is|does|please ask|ask|fragt?|bitte(?: an)?|please|geht an|frage an"
    r"|question for|fuer|for|an|let|have|get|(?:gerne?|lieber|am liebsten)(?: wieder)? (?:mit|von)"
    r"|(?:rather|like) (?:with|to \w+ (?:with|to)))\s+"
)
_COULD = r"(?:kann|koennte|sollte|wuerde|can|could|would|has|hat)\s+"
_ASKED_AFTER = (
    r"\s+(?:bitte|please|pls|kannst|koenntest|magst|kann|koennte|sollte|soll|can|could|would you"
    r"|will you|mal|schau|to (?:look|check|call|help|do|take|join)|(?:kurz |mal |direkt )*"
    r"(?:sprechen|telefonieren|abstimmen|fragen|uebernehmen|anrufen|schauen))\b"
)
_VERB_AFTER = r"\s+(?:mal|bitte|please|look|check|schauen|take|help|do|join|call|das|kurz|uns|us)\b"
_TALK_BEFORE = r"(?:talk|speak|meet)(?:ing)? (?:to|with)\s+"
_REPORTED = r"(?:danke|gru(?:ss|esse)|thanks|kudos|regards) (?:auch )?(?:an|to|fuer|for)\s+$"
_REPORTED_AFTER = r"\s+(?:hat(?:te)?|hatte|meinte?|sagte?|said|told|meant|schrieb|wrote)\b"
_JOINED = re.compile(r"\s*(?:,|/|\+|&|und|and|oder|or)\s*")
_OPENS = re.compile(r"(?:^|[\n.!?:;])[\s\"'(*_-]*$")
_AFTER_OPENING = re.compile(r"(?:\s*(?:,|/|&|und|and|oder|or)\s*[\w-]+)?\s*[,:–—]|\s+-\s")
_CLOSES = re.compile(r"\s*(?:[?!.)]*\s*(?:$|\n)|[?!.])")


def mentions(text: str) -> tuple[str, ...]:
    """User ids the writer mentioned (``<@U…>``), in order, once each; quotes do not count."""
    own = "\n".join(own_lines(text)[0])
    return tuple(dict.fromkeys(match[1] for match in _MENTION.finditer(own)))


def named(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Ids out of ``names`` (id → full name) whom the writer speaks to or asks for, in order.

    A first name counts if one person has it, "Frau Weber" if one person is called so. Being
    *talked about* ("Jonas hat gesagt") is not being asked for. A name that is also a word
    (Will, Rose, Ernst) needs a capital and a clear address, or an ``@``.
    """
    words = essence(text)
    plain = _fold_keeping_case(words)
    hits = sorted(
        (match.start(), -match.end(), person, alias)
        for alias, person in _aliases(names).items()
        for match in re.finditer(rf"(?<![\w.-])@?{re.escape(alias)}(?![\w-])", plain.casefold())
    )
    found: dict[str, None] = {}
    end_of_last = -1
    for start, minus_end, person, alias in hits:
        end = -minus_end
        chained = end_of_last >= 0 and _JOINED.fullmatch(plain[end_of_last:start]) is not None
        if start >= end_of_last and (_is_asked(plain, start, end, alias) or chained):
            found[person] = None
            end_of_last = end
    return tuple(found)


def _aliases(names: Mapping[str, str]) -> dict[str, str]:
    """What each person may be called, where it says one person only; folded → id."""
    called: list[tuple[str, str]] = []
    for person, name in names.items():
        bare = re.sub(r"\([^)]*\)|\b(?:dr|prof|dipl|ing)\b\.?", " ", _folded(name))
        parts = bare.split()
        if not parts:
            continue
        called.append((parts[0], person))
        if len(parts) > 1:
            called.append((" ".join(parts), person))
            titles = ("herr", "herrn", "frau", "mr", "mr.", "mrs", "mrs.", "ms", "ms.")
            called.extend((f"{title} {parts[-1]}", person) for title in titles)
    counts = Counter(alias for alias, _ in called)
    return {alias: person for alias, person in called if counts[alias] == 1}


def _is_asked(text: str, start: int, end: int, alias: str) -> bool:
    before, after = text[:start].casefold(), text[end:].casefold()
    if text[start] == "@":
        return True
    if alias in _ALSO_WORDS:
        return text[start].isupper() and _is_surely_asked(before, after)
    if _ends(before, _SALUTE) or _opens_or_closes(before, after):
        return True
    if re.match(_REPORTED_AFTER, after) and not _ends(before, _ASKED_BEFORE):
        return False
    if re.match(_ASKED_AFTER, after) or _ends(before, _TALK_BEFORE):
        return True
    return _ends(before, _ASKED_BEFORE) and re.search(_REPORTED, before) is None


def _is_surely_asked(before: str, after: str) -> bool:
    if _ends(before, _SALUTE) or _opens_or_closes(before, after):
        return True
    return _ends(before, _COULD) and re.match(_VERB_AFTER, after) is not None


def _opens_or_closes(before: str, after: str) -> bool:
    """ "Lena, …" at the start of a sentence; "…, Lena?" at its end; the name all alone."""
    opens = _OPENS.search(before) is not None
    closes = _CLOSES.match(after) is not None
    spoken_to = re.search(r",\s*$", before) is not None
    return (opens and (closes or _AFTER_OPENING.match(after) is not None)) or (
        spoken_to and (closes or after.startswith(","))
    )


def _ends(before: str, pattern: str) -> bool:
    return re.search(rf"(?<![\w-]){pattern}$", before) is not None


def _folded(text: str) -> str:
    return _fold_keeping_case(text).casefold()


def _fold_keeping_case(text: str) -> str:
    for umlaut, plain in zip("äöüÄÖÜß", ("ae", "oe", "ue", "Ae", "Oe", "Ue", "ss"), strict=True):
        text = text.replace(umlaut, plain)
    return text
