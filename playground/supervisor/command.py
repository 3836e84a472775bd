"""``perron playground``: the demo, the stories, the feed."""

from __future__ import annotations

import sys

from playground.supervisor import demo
from playground.supervisor.options import Wish
from playground.supervisor.signals import ending_gently
from playground.supervisor.trouble import Trouble


def tell(text: str) -> None:
    """A line for whoever watches, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run(wish: Wish) -> int:
    """Do what was asked for; the exit code. Raises Trouble."""
    with ending_gently():
        try:
            if wish.stories:
                from playground.stories.theatre import play_all

                return play_all(wish, tell)
            return demo.run(wish, tell)
        except KeyboardInterrupt:
            tell("Stopped.")
            return 0 if not wish.headless and not wish.stories else 1
        except OSError as error:
            raise Trouble(f"Something is in the way: {error}.") from error
