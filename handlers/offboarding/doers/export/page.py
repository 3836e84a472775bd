"""The pages of an export, in HTML that opens offline. Whatever anybody wrote is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import quote

from babel.dates import format_datetime

from bot.core.i18n import FORMATS, Translator, format_of
from handlers.offboarding.doers.export.values import Kept, Said, Talk

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d1c1d; }}
article {{ margin: 0 0 1rem; }}
article p {{ margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }}
article article {{ margin: .5rem 0 0 1.5rem; padding-left: .75rem; border-left: 3px solid #ddd; }}
time, .small {{ color: #616061; font-size: .85em; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
Files = Mapping[str, Kept | str]
"""By id: where a file is, or why it is not there."""


def index(
    title: str, notes: Sequence[str], talks: Sequence[Talk], files: Files, t: Translator
) -> str:
    """The first page: channels with their pages, and all that is missing."""
    listed = "".join(f"<li>{_entry(talk, t)}</li>" for talk in talks)
    parts = [
        f"<h1>{escape(title)}</h1>",
        *(f"<p>{escape(note)}</p>" for note in notes),
        f"<h2>{escape(t('Channels'))}</h2><ul>{listed}</ul>",
        f"<h2>{escape(t('What is missing'))}</h2>{_missing(talks, files, t)}",
    ]
    return _page(title, "\n".join(parts), t)


def _entry(talk: Talk, t: Translator) -> str:
    count = t.plural("one message", "{n} messages", talk.count)
    link = f'<a href="{quote(path_of(talk))}">#{escape(talk.name)}</a>'
    return f"{link} ({escape(count)})"


def _missing(talks: Sequence[Talk], files: Files, t: Translator) -> str:
    lines = [f"#{talk.name}: {talk.trouble}" for talk in talks if talk.trouble]
    for talk in talks:
        for message in _every(talk.messages):
            for file in message.files:
                why = files.get(file)
                if isinstance(why, str):
                    lines.append(f"#{talk.name}, {moment(message, t)}, {message.who}: {why}")
    if not lines:
        return f"<p>{escape(t('Nothing, as far as Perron knows.'))}</p>"
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _every(messages: Iterable[Said]) -> Iterable[Said]:
    for message in messages:
        yield message
        yield from message.replies


def path_of(talk: Talk) -> str:
    """The channel's page in the zip, seen from the first page."""
    return f"channels/{talk.id}.html"


def channel(talk: Talk, files: Files, t: Translator) -> str:
    """A channel from its first message to its last; answers stand below what they answer."""
    back = f'<p><a href="../index.html">{escape(t("All channels"))}</a></p>'
    trouble = f"<p>{escape(talk.trouble)}</p>" if talk.trouble else ""
    said = "\n".join(_message(one, files, t) for one in talk.messages)
    title = f"#{talk.name}"
    return _page(title, f"{back}<h1>{escape(title)}</h1>{trouble}\n{said}", t)


def _message(one: Said, files: Files, t: Translator) -> str:
    edited = f" {escape(t('(edited)'))}" if one.edited else ""
    head = f"<strong>{escape(one.who)}</strong> <time>{escape(moment(one, t))}</time>{edited}"
    words = f"<p>{escape(one.words)}</p>" if one.words else ""
    attached = "".join(_file(files.get(file), t) for file in one.files)
    replies = "".join(_message(reply, files, t) for reply in one.replies)
    return f"<article>{head}{words}{attached}{replies}</article>"


def _file(file: Kept | str | None, t: Translator) -> str:
    if isinstance(file, Kept):
        link = f'<a href="../{quote(file.path)}" download>{escape(file.name)}</a>'
        return f"<div>{escape(t('File:'))} {link}</div>"
    why = file or t("It is not known why.")
    missing = t("A file is missing: {why}", why=why)
    return f'<div class="small">{escape(missing)}</div>'


def moment(one: Said, t: Translator) -> str:
    """When it was said, in local time."""
    locale = format_of(t.language)
    form = "EEE d. MMM y, HH:mm" if locale == "de" else "EEE d MMM y, HH:mm"
    return str(format_datetime(one.at, form, locale=locale))


def _page(title: str, body: str, t: Translator) -> str:
    language = t.language if t.language in FORMATS else "en"
    return PAGE.format(language=language, title=escape(title), body=body)
