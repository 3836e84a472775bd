"""Files that commands write."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.commands.tell import Failure


def write_new(file: Path, text: str, *, force: bool) -> None:
    """Write all of it or nothing; Failure where the file is there already, unless ``force``."""
    refuse_existing(file, force=force)
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=file.parent, prefix=f".{file.name}-", delete=False, encoding="utf-8"
        ) as draft:
            draft.write(text)
        Path(draft.name).chmod(0o644 & ~_umask())
        Path(draft.name).replace(file)
    except OSError as error:
        raise Failure(f"{file} cannot be written: {error.strerror}.") from None


def refuse_existing(file: Path, *, force: bool) -> None:
    """Failure where the file is there already, unless ``force``."""
    if file.exists() and not force:
        raise Failure(f"{file} is there already; --force writes over it.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
