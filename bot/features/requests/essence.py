"""What somebody wrote themselves: a message without quotes, history, signature and mark-up.

Slack's mark-up is as its documentation has it: ``<@U1>``, ``<#C1|name>``, ``<!here>``,
``<https://…|label>``, ``&amp;``, a quoted line beginning with ``&gt;``.
"""

from __future__ import annotations

import html
import re

_QUOTED = re.compile(r"^\s*(?:&gt;|>)")
_HISTORY = re.compile(
    r"""^\s*[*_]*(?:
        -{2,}\s*(?:urspr|original|weitergeleitet|forwarded|anfang\ der)
      | (?:begin\ forwarded\ message|anfang\ der\ weitergeleiteten)
      | (?:am|on)\b.{4,120}\b(?:schrieb|wrote)\b.{0,80}:\s*[*_]*$
      | (?:von|from):[*_]*\s*\S+.*\b(?:gesendet|sent|datum|date):
      )""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM = re.compile(r"^\s*[*_]*(?:von|from):", re.IGNORECASE)
_HEADER = re.compile(
    r"^\s*[*_]*(?:von|from|gesendet|sent|datum|date|an|to|cc|betreff|subject):", re.IGNORECASE
)
_LEGAL = re.compile(
    r"""^\s*[*_]*(?:
        diese\ (?:e-?mail|nachricht)\b.{0,60}\b(?:vertraulich|enthält|ist\ ausschlie)
      | this\ (?:e-?mail|message)\b.{0,60}\b(?:confidential|contains|is\ intended)
      | (?:bitte\ denken\ sie\ an\ die\ umwelt|please\ consider\ the\ environment)
      | (?:bitte\ )?(?:prüfen|denken|überlegen)\ sie\b.{0,80}\b(?:ausdruck\w*|drucken|umwelt)
      | (?:please\ )?(?:think|consider)\b.{0,60}\b(?:print\w*)
      | (?:outlook\ für\ \w+\ (?:beziehen|herunterladen)|get\ outlook\ for)
      | (?:gesendet\ von\ mein|von\ meinem\ \w+\ gesendet|sent\ from\ my)
      | (?:geschäftsführ\w+|sitz\ der\ gesellschaft|amtsgericht|registergericht|ust-?id\S*)\s*:
      )""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOSING = re.compile(
    r"""^\s*(?:(?:(?:besten|vielen|herzlichen)\ dank|danke|(?:many\ )?thanks|thank\ you)
      \ (?:und|and|&|,)\ )?(?:
        (?:mit\ )?(?:\w+e[nrs]?\ )?(?:grü(?:ß|ss)en?|gruß|gruss)
      | lg|vg|mfg|bg|(?:kind|best|warm|many)\ regards|regards|all\ the\ best|best\ wishes
      | best|cheers|yours(?:\ \w+)?|sincerely(?:\ yours)?
      )(?:\ (?:aus|from)\ \w+)?(?:[\s,.!]+[^\W\d]+){0,3}[\s,.!]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_POINTS = re.compile(
    r"""(?:(?:hallo|hi|hey|hello|moin)\b[\w\ ,]{0,20}[,!.\s]+)?
    (?:fyi|zur\ (?:info|kenntnis)|z\.?\ ?k\.?|for\ your\ info(?:rmation)?|(?:please\ |bitte\ )?
      (?:siehe\ unten|s\.\ ?u\.|see\ below|siehe\ mail|see\ mail|siehe\ anhang)|wg:.*|fwd?:.*
    )[\s.,!:]*(?:danke|thanks|bitte|please)?[\s.!]*""",
    re.IGNORECASE | re.VERBOSE,
)
"""Own words that only point at what is below them."""
_DASHES = re.compile(r"^\s*(?:--|__+)\s*$")
_POSTSCRIPT = re.compile(r"^\s*p\.?\s?s\.?\b", re.IGNORECASE)
_MARKUP = (
    (re.compile(r"<[@!][^>]*>"), " "),
    (re.compile(r"<#\w+(?:\|([^>]*))?>"), r"#\1"),
    (re.compile(r"<(?:mailto:|tel:)?[^<>|\s]+\|([^>]*)>"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+|mailto:[^<>\s]+|tel:[^<>\s]+)>"), r"\1"),
)


def own_lines(text: str) -> tuple[list[str], list[str]]:
    """The writer's lines, and those of a mail's history or forward below them (mark-up kept).

    Quoted lines are in neither. Header lines of the history are left out.
    """
    lines = [line for line in text.splitlines() if not _QUOTED.match(line)]
    cut = next((i for i, _ in enumerate(lines) if _starts_history(lines, i)), len(lines))
    below = [x for x in lines[cut:] if not (_HISTORY.match(x) or _HEADER.match(x))]
    return lines[:cut], below


def _starts_history(lines: list[str], at: int) -> bool:
    """A line that opens history; or "Von:" with a second header line right below it."""
    if _HISTORY.match(lines[at]):
        return True
    rest = lines[at + 1 : at + 4]
    return bool(_FROM.match(lines[at])) and any(_HEADER.match(line) for line in rest)


def essence(text: str) -> str:
    """The writer's own words as plain text, line breaks kept.

    A bare forward, with no own word above it or only "siehe unten", is the forwarded text:
    somebody wants it read.
    """
    own, below = own_lines(text)
    said = _plain(_unsigned(own))
    if said and not _POINTS.fullmatch(said):
        return said
    return f"{said}\n\n{_plain(_unsigned(below))}".strip()


def _unsigned(lines: list[str]) -> list[str]:
    """Without legal footer and signature; a postscript or a question below it stays."""
    legal = next((i for i, line in enumerate(lines) if _LEGAL.match(line)), len(lines))
    lines = lines[:legal]
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    for i in range(first + 1, len(lines)):
        if _DASHES.match(lines[i]) or _CLOSING.match(lines[i]):
            below = lines[i + 1 :]
            kept = next((k for k, x in enumerate(below) if _POSTSCRIPT.match(x)), len(below))
            asked = [x for x in below[:kept] if "?" in x and "://" not in x]
            return [*lines[:i], *asked, *below[kept:]]
    return lines


def _plain(lines: list[str]) -> str:
    text = "\n".join(lines)
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    text = html.unescape(text)
    kept = (re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
