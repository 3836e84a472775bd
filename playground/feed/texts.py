"""Reading texts from a CSV file."""

from __future__ import annotations

import csv
from itertools import islice
from typing import NamedTuple

from playground.supervisor.options import FeedWish
from playground.supervisor.trouble import WrongUse


class Text(NamedTuple):
    """A text, and the whole row that it comes from."""

    words: str
    row: dict[str, str]


def read_texts(wish: FeedWish) -> list[Text]:
    """The texts that were asked for, in the file's order. Raises WrongUse."""
    try:
        with wish.file.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = list(reader.fieldnames or [])
            for column in (wish.column, *wish.where):
                if column not in columns:
                    raise WrongUse(
                        f"{wish.file} has no column {column}; it has {', '.join(columns)}."
                    )
            fitting = (
                Text(row[wish.column].strip(), row)
                for row in reader
                if (row[wish.column] or "").strip()
                and all(row[name] == value for name, value in wish.where.items())
            )
            found = list(islice(fitting, wish.count))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WrongUse(f"{wish.file} cannot be read: {error}") from error
    if not found:
        raise WrongUse(f"{wish.file} has no rows like that.")
    return found
