"""What can be typed after ``perron playground``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PORT = 8080


@dataclass(frozen=True)
class FeedWish:
    """Texts of a CSV file to post: ``rate`` a second, at most ``count`` (None: all)."""

    file: Path
    column: str
    channel: str
    rate: float
    count: int | None
    where: dict[str, str]


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. ``port`` None: any free one; ``bot_port`` the same."""

    port: int | None
    bot_port: int | None
    keep: bool
    headless: bool
    stories: tuple[str, ...]
    traffic: Path | None
    feed: FeedWish | None
    database: str | None
    bot: bool
    history: bool
    pseudo: bool = False


def read(arguments: Sequence[str]) -> Wish:
    """Understand the arguments. Raises SystemExit: 2 where they are wrong, 0 after ``--help``."""
    parser = _parser()
    given = parser.parse_args(list(arguments))
    _check(parser, given)
    stays = not (given.headless or given.story)
    return Wish(
        port=given.port if given.port is not None else (PORT if stays else None),
        bot_port=given.bot_port,
        keep=given.keep,
        headless=given.headless,
        stories=tuple(given.story),
        traffic=given.traffic,
        feed=_feed(given) if given.feed else None,
        database=given.database,
        bot=not given.no_bot,
        history=not given.no_history,
        pseudo=given.pseudo,
    )


def _feed(given: argparse.Namespace) -> FeedWish:
    where = dict(pair.split("=", 1) for pair in given.where)
    if given.language:
        where["language"] = given.language
    return FeedWish(given.feed, given.column, given.channel, given.rate, given.count, where)


def _check(parser: argparse.ArgumentParser, given: argparse.Namespace) -> None:
    if given.feed and not (given.column and given.channel):
        parser.error("--feed needs --column and --channel")
    if given.headless and not (given.story or given.feed):
        parser.error("--headless needs --story or --feed: otherwise there is nothing to do")
    if given.story and (given.feed or given.keep or given.no_bot):
        parser.error("--story goes with neither --feed nor --keep nor --no-bot")
    if given.feed and given.no_bot:
        parser.error("--feed needs the bot")
    if given.database and (len(given.story) > 1 or "all" in given.story):
        parser.error("--database goes with one story: each story needs an empty database")
    if given.pseudo and not given.story:
        parser.error("--pseudo goes with --story")
    if given.rate <= 0 or (given.count is not None and given.count < 1):
        parser.error("--rate and --count are more than 0")
    if any("=" not in pair for pair in given.where):
        parser.error("--where is COLUMN=VALUE")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="perron playground",
        description="A Slack of your own, with Connect, to try Perron in.",
        epilog="State lies in .playground/ of the current folder. See docs/playground.md.",
    )
    add = parser.add_argument
    add("--port", type=_port, help=f"port of the page (default {PORT}; with --headless any)")
    add("--bot-port", type=_port, help="port of the bot (default: any free one)")
    add("--keep", action="store_true", help="go on where the last one with --keep ended")
    add("--headless", action="store_true", help="end when the story or the feed has ended")
    add(
        "--story",
        action="append",
        default=[],
        metavar="FILE|NAME|all",
        help="play a story, tell how it went and end; may be given more than once",
    )
    add("--traffic", type=Path, metavar="FILE", help="write all traffic there as JSON lines")
    add("--feed", type=Path, metavar="FILE.csv", help="post texts from this CSV file")
    add("--column", metavar="NAME", help="the column of the texts")
    add("--channel", metavar="NAME", help="the client's channel they are posted in")
    add("--language", metavar="CODE", help="only rows whose column language says so")
    add(
        "--where",
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="only rows with this value; may be given more than once",
    )
    add("--rate", type=float, default=5.0, metavar="N", help="texts a second (default 5)")
    add("--count", type=int, metavar="N", help="how many texts (default: all)")
    add("--database", metavar="URL", help="the bot's database: an empty one (default SQLite)")
    add("--no-history", action="store_true", help="start at once, without two weeks of history")
    add("--no-bot", action="store_true", help="start no bot: the server and Jira alone")
    add("--pseudo", action="store_true", help="with --story: fail on texts that nobody marked")
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port
