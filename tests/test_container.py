"""The image of a container has all that Perron runs from."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import copytree, ignore_patterns

from tests.makefile import would_do

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "PERRON_SLACK__MODE": "http",
    "PERRON_SLACK__BOT_TOKEN": "xoxb-1",
    "PERRON_SLACK__SIGNING_SECRET": "secret",
}


def test_what_is_copied_into_the_image_runs(tmp_path: Path) -> None:
    copied = re.findall(r"^COPY (\S+) ", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    for name in copied:
        if (ROOT / name).is_dir():
            copytree(ROOT / name, tmp_path / name, ignore=ignore_patterns("__pycache__"))
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "migrate"],
        cwd=tmp_path,
        env=SETTINGS | {"PERRON_DATABASE_URL": f"sqlite:///{tmp_path / 'perron.db'}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "perron.db").exists()


def test_meaning_comes_with_the_image_and_with_the_demo() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    for wheel in project["optional-dependencies"]["semantic"]:
        assert any(line.startswith(f"{wheel} ") for line in lock), wheel
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^RUN pip install .*--requirement requirements\.lock$", image, re.MULTILINE)
    assert "pip install --requirement requirements.lock" in _demo()


def _demo() -> str:
    """What `make demo` would do where nothing is installed yet."""
    return would_do("demo", "VENV=.not-there").replace("--disable-pip-version-check -qq ", "")
