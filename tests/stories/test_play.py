"""Playing steps against a playground without a bot: what fails is told with what was seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from playground.stories.play import play
from playground.stories.script import read
from playground.supervisor.setup import Setup
from playground.supervisor.stage import Stage, stage
from playground.testing import free_port


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A playground that has neither a bot nor a Jira."""
    folder = tmp_path_factory.mktemp("stage")
    with ExitStack() as parts:
        setup = Setup(folder, free_port(), begins=None, bot=False)
        yield parts.enter_context(stage(setup, "none is needed"))


def played(tmp_path: Path, here: Stage, steps: str) -> tuple[bool, str]:
    path = tmp_path / "one.yml"
    path.write_text(f"steps:\n{steps}", encoding="utf-8")
    said: list[str] = []
    fine = play(read(path), here, said.append)
    return fine, "\n".join(said)


def test_people_write_answer_and_react(tmp_path: Path, here: Stage) -> None:
    fine, said = played(
        tmp_path,
        here,
        "  - {as: anke, in: nordwind-relaunch, post: Hallo @lena, name: q1}\n"
        "  - {as: lena, reply_to: q1, post: Moin, name: a1}\n"
        "  - {as: anke, on: a1, react: tada}\n"
        "  - {as: anke, on: q1, edit: Hallo Lena und Mara}\n"
        "  - sees: {who: til, in: nordwind-relaunch, thread: q1, text: moin, reaction: tada}\n"
        "  - sees: {who: til, in: nordwind-relaunch, text: Lena und Mara, count: 1}\n"
        "  - sees_not: {who: til, in: nordwind-relaunch, text: Moin}\n",
    )
    assert fine, said
    assert "Anke writes in #nordwind-relaunch: Hallo @lena" in said


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            "{sees: {who: til, in: harbour-newsletter, text: nothing, within: 0}}",
            "Til Hansen is not in harbour-newsletter",
        ),
        ("{sees: {who: til, in: nordwind-relaunch, text: Nixda, within: 0}}", "Til Hansen: Da bin"),
        ("{sees_not: {who: anke, in: nordwind-relaunch, text: Da bin}}", "Anke should not see"),
        ("{as: til, on: q9, click: Done}", "no step before this one has named anything q9"),
        ("{post: Hello, in: general}", "it does not say as whom"),
        ("{as: til, command: /perron mine, in: nordwind-relaunch}", "cannot use slash commands"),
    ],
)
def test_what_fails_is_told_with_its_line_and_what_was_seen(
    tmp_path: Path, here: Stage, step: str, told: str
) -> None:
    fine, said = played(
        tmp_path,
        here,
        f"  - {{as: til, in: nordwind-relaunch, post: Da bin ich}}\n  - {step}\n  - say: never\n",
    )
    assert not fine
    assert told.casefold() in said.casefold()
    assert "step 2, line 3" in said
    assert "never" not in said
