"""What a message is about, in one line: its first sentence that says something. Pure."""

from __future__ import annotations

import re

from bot.features.requests import sense_words as known
from bot.features.requests.essence import essence
from bot.features.requests.sense import fold, sense

_END = re.compile(r"[.!?…]+[\"“”»)]*(?=\s+[\"„“«(]?[^\Wa-zäöü]|\s*$)")
_SHORTENED = (
    "z b bzw ca evtl ggf inkl max min nr usw vgl zzgl dr fr hr mr mrs ms st tel eg ie etc no vs"
    " approx incl jan feb apr aug sep sept okt oct nov dez dec"
)
"""Words that a dot shortens; it ends no sentence. Single letters ("z. B.") are among them."""
_SALUTE = re.compile(
    r"(?:guten\s+(?:morgen|tag|abend)|good\s+(?:morning|afternoon|evening)"
    r"|sehr\s+geehrte[rs]?|[\w'’]+)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:\s+[@\w.&'’-]+){0,5}\s*[,!:–—-]+\s*")
_ALL = re.compile(
    r"\s+(?:zusammen|alle|allerseits|ihr(?:\s+lieben)?|team|leute|all|everyone|everybody|there"
    r"|folks|@\w+(?:\s+[A-ZÄÖÜ]\w+)?)\b[\s,!:–—-]*",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:(?:wg|aw|re|fwd?|antw)\s*:\s*)+", re.IGNORECASE)
"""What mail programs put before a subject."""
_OPENER = re.compile(
    r"(?:(?:nur\s+)?(?:eine\s+)?(?:kurze|kleine|schnelle)\s+frage|frage"
    r"|(?:just\s+a\s+|a\s+)?(?:quick|short)\s+question|question)\s*[:,–—-]+\s*",
    re.IGNORECASE,
)
_FEW = 3
"""Words; what is shorter ("Hilfe!") is read on."""


def gist(text: str, limit: int = 100) -> str:
    """The first sentence that is more than courtesy, without its greeting, cut at a word.

    Never longer than ``limit`` characters; empty only where nobody wrote a word.
    """
    sentences = _sentences(essence(text))
    matters = [one for one in map(_ungreeted, sentences) if one and sense(one).is_request]
    said = ""
    for one in matters or [one for one in sentences if one]:
        said = f"{said} {one}".strip()
        if len(said.split()) >= _FEW:
            break
    said = said.rstrip(" .,;:")
    return _cut(said[:1].upper() + said[1:], limit)


def _sentences(text: str) -> list[str]:
    """Sentences, and lines, for those who set no full stop; what ends in a colon goes on."""
    found: list[str] = []
    for line in text.splitlines():
        begin = 0
        for end in _END.finditer(line):
            if not _only_shortens(line[begin : end.start()], end[0]):
                found.append(line[begin : end.end()])
                begin = end.end()
        found.append(line[begin:])
    joined: list[str] = []
    for one in (" ".join(part.lstrip(" -•–").split()) for part in found):
        if one and joined and joined[-1].endswith(":"):
            joined[-1] += f" {one}"
        elif one:
            joined.append(one)
    return joined


def _only_shortens(before: str, mark: str) -> bool:
    """A dot after an ordinal ("am 3. Mai") or an abbreviation."""
    last = re.search(r"\w*$", before)
    word = last[0].casefold() if last is not None else ""
    return mark == "." and (word.isdigit() or len(word) == 1 or word in _SHORTENED.split())


def _ungreeted(sentence: str) -> str:
    """Without "Hallo Jonas," and "kurze Frage:" in front."""
    sentence = _SUBJECT.sub("", sentence)
    salute = _SALUTE.match(sentence)
    if salute is not None and _greets(salute[0]):
        rest = sentence[salute.end() :]
        named = _NAMED.match(rest) or _ALL.match(rest)
        sentence = rest[named.end() :] if named is not None else rest.lstrip(" ,!:–—-")
    return _OPENER.sub("", sentence, count=1) if _OPENER.match(sentence) else sentence


def _greets(words: str) -> bool:
    return " " in words or fold(words) in known.GREETING


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    whole = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else text[: limit - 1]
    return whole.rstrip(" ,.;:–—-")[: limit - 1] + "…"
