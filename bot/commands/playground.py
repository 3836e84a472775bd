"""The command ``playground``: it loads nothing of the bot, which is a process of its own there."""

from __future__ import annotations

import gc

EXTRA = ("httpx", "jira820", "jsonschema", "starlette", "uvicorn", "websockets")
"""The packages of the extra ``playground``."""


def playground(arguments: list[str]) -> int:
    """Hand over to the playground's own command line; the exit code."""
    gc.enable()
    try:
        from playground.__main__ import main

        return main(arguments)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in (*EXTRA, "playground"):
            raise
        return _fails(
            f"The playground needs {error.name}: install it with pip install 'perron[playground]'."
        )
    except KeyboardInterrupt:
        return _fails("Stopped.")


def _fails(why: str) -> int:
    from bot.commands.tell import FAILURE, complain

    complain(why)
    return FAILURE
