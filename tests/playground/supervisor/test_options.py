"""What can be typed after ``perron playground``."""

from __future__ import annotations

import pytest

from playground.__main__ import main
from playground.supervisor.options import PORT, read


@pytest.mark.parametrize(
    "typed",
    [
        ["--nonsense"],
        ["--port", "0"],
        ["--port", "http"],
        ["--headless"],
        ["--feed", "x.csv"],
        ["--feed", "x.csv", "--column", "text", "--channel", "c", "--no-bot"],
        ["--feed", "x.csv", "--column", "text", "--channel", "c", "--rate", "0"],
        ["--story", "first-day", "--keep"],
        ["--story", "all", "--database", "postgresql://localhost/x"],
    ],
)
def test_wrong_use_ends_with_two(typed: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed) == 2
    assert "usage: perron playground" in capsys.readouterr().err


def test_help_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert "--story" in capsys.readouterr().out


def test_a_story_takes_any_port_and_the_demo_its_own() -> None:
    assert read(["--story", "first-day"]).port is None
    assert read([]).port == PORT


def test_an_unknown_story_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--headless", "--story", "second-day"]) == 2
    assert "no story second-day" in capsys.readouterr().err


def test_a_feed_with_a_wrong_column_is_wrong_use(
    tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    file = f"{tmp_path}/texts.csv"
    with open(file, "w", encoding="utf-8") as out:
        out.write("text,label\nWhere is my card?,card\n")
    typed = ["--headless", "--feed", file, "--column", "texts", "--channel", "harbour-gleiswerk"]
    assert main(typed) == 2
    assert "no column texts; it has text, label" in capsys.readouterr().err
