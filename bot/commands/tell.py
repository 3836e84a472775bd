"""Telling an operator something, and failing with a sentence instead of a traceback."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from rich.console import Console
from rich.text import Text
from sqlalchemy.exc import SQLAlchemyError

from bot.features.declaration.parse import DeclarationError
from bot.settings import SettingsError

P = ParamSpec("P")
OK, FAILURE, WRONG_USE = 0, 1, 2


class Failure(Exception):
    """A command cannot go on; the text says why and what to do."""


def line(text: str, style: str = "") -> None:
    """A line of output, never interpreted or wrapped."""
    Console(soft_wrap=True, highlight=False).print(Text(text, style=style))


def complain(text: str) -> None:
    """Something is wrong: to stderr."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(text, style="red"))


def command(function: Callable[P, int]) -> Callable[P, int]:
    """Turn the failures that can be expected into a sentence and exit code 1."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> int:
        gc.enable()
        try:
            return function(*args, **kwargs)
        except SettingsError as error:
            complain("Some settings are wrong or missing (environment or .env):\n" + str(error))
        except (DeclarationError, Failure) as error:
            complain(str(error))
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            reason = str(cause).strip().partition("\n")[0]
            complain(f"The database (PERRON_DATABASE_URL) does not do what is asked: {reason}")
        except KeyboardInterrupt:
            complain("Stopped.")
        return FAILURE

    return wrapped
