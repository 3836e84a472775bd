"""Plain text in Jira's wiki markup: what a client wrote is shown, and never interpreted.

The rule is that of Jira's text formatting notation: a backslash takes the meaning from the mark
after it. Two backslashes are a line break there and a backslash cannot escape a letter, hence the
HTML entity for the backslashes that matter. Addresses of web pages stay as they are, so that Jira
still links them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
MARK = re.compile(
    r"""
      (?P<url> https?:// (?: [A-Za-z0-9._~:/?#@$'()+,=%-] | &(?!\#?\w+;) )* [A-Za-z0-9/_=] )
    | (?P<backslash> \\ (?![A-Za-z0-9\s]) | (?<=\\)\\ | \\$ )   # but not in C:\temp
    | (?P<entity> & (?= \#?\w+; ) )
    | [{}\[\]|^~]                                     # macros, links, mentions, tables
    | !(?=\S)                                         # images
    | (?<![^\W_])[*_+?-] | [*_+?-](?![^\W_])          # *bold*, -gone-, lists; not in E-Mail
    | (?<!\S)\#(?=[\s\#*-])                            # numbered lists; not #12
    | \((?=(?:[!?/xyni+*-]|on|off|\*[rgby]|flag|flagoff)\))   # pictures such as (x)
    | [:;](?=-?[()PD])                                # and smileys
    | (?<=^h[1-6])\. | (?<=[ \t]h[1-6])\.            # headings
    | (?<=^bq)\. | (?<=[ \t]bq)\.                    # quotations
    """,
    re.VERBOSE | re.MULTILINE,
)
MORE = "…"


def escape(text: str) -> str:
    """Wiki markup that shows exactly this text, line breaks included.

    Characters that Jira cannot store (control characters, lone surrogates) are left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return MARK.sub(_escaped, CONTROL.sub("", text))


def escape_within(text: str, limit: int) -> str:
    """`escape`, cut at the end with "…" so that the result has at most ``limit`` characters."""
    escaped = escape(text[: limit + 1])
    if len(escaped) <= limit and len(text) <= limit:
        return escaped
    room = range(min(len(text), limit) + 1)
    kept = bisect_right(room, limit, key=lambda size: len(_cut(text, size))) - 1
    return _cut(text, kept)


def _cut(text: str, size: int) -> str:
    return escape(text[:size].rstrip() + MORE)


def one_line(text: str, limit: int) -> str:
    """A summary: no line breaks, at most ``limit`` characters. Jira shows it without markup."""
    line = " ".join(CONTROL.sub(" ", text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + MORE


def _escaped(match: re.Match[str]) -> str:
    if match["url"]:
        return match[0]
    if match["backslash"]:
        return "&#92;"
    if match["entity"]:
        return "&amp;"
    return "\\" + match[0]
