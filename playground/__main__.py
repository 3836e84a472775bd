"""``perron playground``. Says that it starts before it loads what it needs."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from playground.supervisor import options
from playground.supervisor.trouble import Trouble, WrongUse


def main(arguments: Sequence[str]) -> int:
    """Run until it is over; the exit code: 0 fine, 1 failed, 2 wrong use."""
    try:
        wish = options.read(arguments)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 2
    print("Starting the playground …", flush=True)  # noqa: T201
    from playground.supervisor.command import run

    try:
        return run(wish)
    except WrongUse as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201
        return 2
    except Trouble as trouble:
        print(trouble, file=sys.stderr)  # noqa: T201
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
