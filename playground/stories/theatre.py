"""Playing stories one after the other, each in a fresh playground."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from playground.jira import Jira820
from playground.jira.seed import ISSUE_TYPES, PRIORITIES, STATUSES
from playground.slack.seeds import read_seed
from playground.stories import pseudo
from playground.stories.play import play
from playground.stories.script import BadStory, Story, every, find, merged, read
from playground.supervisor.folder import usable_port
from playground.supervisor.options import Wish
from playground.supervisor.setup import AGENCY, Setup
from playground.supervisor.stage import Stage, stage, start_jira
from playground.supervisor.trouble import WrongUse

Tell = Callable[[str], None]
JIRAS_WORDS = [*ISSUE_TYPES, *PRIORITIES, *(status[0] for status in STATUSES)]


def play_all(wish: Wish, tell: Tell) -> int:
    """Play what was asked for; 0 when every story went as expected. Raises Trouble."""
    stories = chosen(wish.stories)
    failed = []
    with tempfile.TemporaryDirectory(prefix="perron-stories-") as name, _jira() as jira:
        for number, story in enumerate(stories, 1):
            if not _play_one(wish, story, Path(name) / str(number), jira, tell):
                failed.append(story.name)
    if len(stories) > 1:
        told = f", but {', '.join(failed)} did not" if failed else ""
        tell(f"\n{len(stories) - len(failed)} of {len(stories)} stories went as told{told}.")
    return 1 if failed else 0


def chosen(names: tuple[str, ...]) -> list[Story]:
    """The stories that are meant, ``all`` for those that are shipped. Raises WrongUse."""
    try:
        paths = [path for name in names for path in (every() if name == "all" else [find(name)])]
        return [read(path) for path in dict.fromkeys(paths)]
    except BadStory as error:
        raise WrongUse(str(error)) from error


@contextmanager
def _jira() -> Iterator[Jira820 | str]:
    found = start_jira()
    try:
        yield found
    finally:
        if not isinstance(found, str):
            found.stop()


def _play_one(wish: Wish, story: Story, folder: Path, jira: Jira820 | str, tell: Tell) -> bool:
    folder.mkdir()
    began = time.monotonic()
    tell(f"\n── {story.title} ({story.name}) ──")
    with stage(setup_for(wish, story, folder), jira) as here:
        if here.without_jira is not None:
            tell(f"Jira is left out: {here.without_jira}")
        else:
            here.slack.post("jira/reset")
        fine = play(story, here, tell) and not (wish.pseudo and _shows_unmarked(story, here, tell))
    seconds = time.monotonic() - began
    outcome = "went as told" if fine else "did not go as told"
    tell(f"\n── {story.name} {outcome}, {len(story.steps)} steps in {seconds:.0f} s ──")
    return fine


def setup_for(wish: Wish, story: Story, folder: Path) -> Setup:
    """A playground for this story. Its agency is the playground's with the story's changes."""
    agency = yaml.safe_load(AGENCY.read_text(encoding="utf-8"))
    declared = folder / "agency.yml"
    text = yaml.safe_dump(merged(agency, story.agency), allow_unicode=True, sort_keys=False)
    declared.write_text(text, encoding="utf-8")
    return Setup(
        folder=folder,
        port=usable_port(wish.port, "--port"),
        begins=story.start,
        agency=declared,
        seed=read_seed(story.seed) if story.seed else None,
        bot_port=wish.bot_port,
        database=wish.database,
        traffic=wish.traffic.resolve() if wish.traffic else None,
        shelf=folder.parent,
        pseudo=wish.pseudo,
        hurry=story.hurry,
    )


def _shows_unmarked(story: Story, here: Stage, tell: Tell) -> bool:
    """Tell which texts nobody marked; whether there are any."""
    agency = yaml.safe_load(here.setup.agency.read_text(encoding="utf-8"))
    known = pseudo.known_words(story, here.slack.world, agency, JIRAS_WORDS)
    found = pseudo.unmarked(list(here.slack.playground.traffic.entries), known)
    for text in found:
        tell(f"       ✗ not marked: {text!r}")
    return bool(found)
