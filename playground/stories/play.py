"""Playing a story, step by step, with a transcript that people can read."""

from __future__ import annotations

from collections.abc import Callable

from playground.stories import deeds, looks, papers
from playground.stories.scene import Failed, Scene
from playground.stories.script import Step, Story
from playground.supervisor.stage import Stage

Deed = Callable[[Scene, Step], str]
DEEDS: dict[str, Deed] = {
    "say": deeds.say,
    "post": deeds.post,
    "edit": deeds.edit,
    "delete": deeds.delete,
    "react": deeds.react,
    "unreact": deeds.react,
    "click": deeds.click,
    "choose": deeds.choose,
    "fill": deeds.fill,
    "close": deeds.close,
    "command": deeds.command,
    "shortcut": deeds.shortcut,
    "home": deeds.home,
    "advance": deeds.advance,
    "leap": deeds.leap,
    "settle": deeds.settle,
    "move": deeds.move,
    "hostile": deeds.hostile,
    "control": deeds.act,
    "bot": deeds.bot,
}
LOOKS: dict[str, Deed] = {
    "sees": looks.sees,
    "sees_not": looks.sees_not,
    "modal": looks.modal,
    "ticket": looks.ticket,
    "file": papers.file,
    "page": papers.page,
}


def play(story: Story, stage: Stage, tell: Callable[[str], None]) -> bool:
    """Play all steps, or up to the first that fails; whether all went as expected."""
    scene = Scene(stage, tell)
    day = ""
    for step in story.steps:
        now = scene.now()
        if f"{now:%a %d %b}" != day:
            day = f"{now:%a %d %b}"
            tell(f"\n{now:%A %d %B %Y}")
        try:
            _one(scene, step, f"{now:%H:%M}")
        except Failed as failed:
            _tell_failure(tell, story, step, failed)
            return False
    return True


def _one(scene: Scene, step: Step, clock: str) -> None:
    if step.verb in LOOKS:
        scene.tell(f"       ✓ {LOOKS[step.verb](scene, step)}")
        return
    done = DEEDS[step.verb](scene, step)
    if step.verb == "say":
        scene.tell(done)
    elif done:
        scene.tell(f"{clock}  {done}")


def _tell_failure(tell: Callable[[str], None], story: Story, step: Step, failed: Failed) -> None:
    tell(f"       ✗ {failed}  ({story.name}, step {step.number}, line {step.line})")
    if failed.seen:
        tell("         Seen instead:")
        for line in failed.seen:
            tell(f"           {line}")
