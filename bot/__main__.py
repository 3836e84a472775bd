"""The command line. What a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

import gc
import sys
import tempfile
import traceback
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

app = typer.Typer(
    name="perron",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Perron looks after the Slack channels that an agency shares with its clients.",
    epilog="Settings come from the environment or .env: variables that begin with PERRON_.",
)


class Part(StrEnum):
    """A half of the process, where several share one PostgreSQL."""

    RECEIVER = "receiver"
    WORKER = "worker"


audit = typer.Typer(no_args_is_help=True, help="Check the record of what was done.")
app.add_typer(audit, name="audit")


@app.command()
def run(
    only: Annotated[
        Part | None,
        typer.Option(help="Only take in what Slack sends, or only do the work (PostgreSQL)."),
    ] = None,
) -> None:
    """Run Perron: takes in what Slack sends, works, and keeps the schedule.

    The database must be at the newest revision (perron migrate). SIGTERM or Ctrl-C ends it without
    losing what was taken in.
    """
    from bot.commands import service

    raise typer.Exit(service.run(only.value if only is not None else None))


@app.command()
def migrate() -> None:
    """Bring the database (PERRON_DATABASE_URL) to the newest revision, or make a new one."""
    from bot.commands import database

    raise typer.Exit(database.migrate())


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="Platforms, people and clients, in YAML.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell what would change.")
    ] = False,
    migrate: Annotated[
        bool, typer.Option("--migrate", help="Bring the database to the newest revision first.")
    ] = False,
) -> None:
    """Declare platforms, people and clients. Applying twice changes nothing.

    What was changed in Slack meanwhile stays: where both have changed, it is told as a conflict.
    """
    from bot.commands import database

    raise typer.Exit(database.apply(file, dry_run=dry_run, first_migrate=migrate))


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(help="Where to; shown where left out.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Write the agency as it is now as YAML, to go on editing from there."""
    from bot.commands import export as exporting

    raise typer.Exit(exporting.export(file, force=force))


@app.command()
def init(
    file: Annotated[Path, typer.Argument(help="Where to.")] = Path("agency.yml"),
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Draft the agency's YAML from the Slack workspace and Jira."""
    from bot.commands import init as drafting

    raise typer.Exit(drafting.init(file, force=force))


@app.command()
def forget(
    client: Annotated[str | None, typer.Option(help="A former client's key.")] = None,
    person: Annotated[str | None, typer.Option(help="One person's user id in Slack.")] = None,
) -> None:
    """Forget a former client's people once the retention period is over, and prove it.

    Removes what they wrote and who they were, then looks for them in the whole database. Exit code
    1 where something is left, or where it is too early.
    """
    from bot.commands import forget as forgetting

    raise typer.Exit(forgetting.forget(client, person))


@audit.command()
def verify(
    known: Annotated[
        str | None, typer.Option(help="What an earlier check printed: COUNT:HASH.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for a monitor.")] = False,
) -> None:
    """Find out whether anything in the record was changed, removed or put in.

    Changes nothing. Exit code 1 where something is wrong.
    """
    from bot.commands import audit as auditing

    raise typer.Exit(auditing.audit_verify(known, as_json=as_json))


@app.command()
def doctor() -> None:
    """Check settings, database, Slack and Jira: a line each, fine or what to do.

    Changes nothing. Exit code 1 where there is something to do.
    """
    from bot.commands import service

    raise typer.Exit(service.doctor())


@app.command(
    context_settings={
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    },
    options_metavar="[OPTIONS]",
)
def playground(context: typer.Context) -> None:
    """A Slack of your own, with Connect, to try Perron in (see its own --help)."""
    from bot.commands import playground as handing_over

    raise typer.Exit(handing_over.playground(context.args))


bench = typer.Typer(no_args_is_help=True, help="Measure.")
app.add_typer(bench, name="bench")


Only = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME …", help="Only these files, by name (without .csv)."),
]
More = Annotated[list[str] | None, typer.Argument(metavar="NAME", help="More names for --only.")]


@bench.callback()
def _measures() -> None:
    """Measure how well Perron does what it does."""


def _named(only: list[str] | None, more: list[str] | None) -> list[str]:
    """``--only A B`` as well as ``--only A --only B``: an option takes one value, B is left."""
    if more and not only:
        raise typer.BadParameter(f"{more[0]}: to measure only that, put --only before it.")
    return [*(only or ()), *(more or ())]


@bench.command("requests")
def bench_requests(
    tables: Annotated[Path | None, typer.Option(help="Where the tables of sentences are.")] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures here, too.")
    ] = None,
) -> None:
    """How well requests are told from kind words, and follow-ups from new matters."""
    from bot.commands import bench_requests as measuring

    raise typer.Exit(measuring.bench(tables or measuring.TABLES, json_file))


@bench.command("routing")
def bench_routing(
    data: Annotated[Path, typer.Option(help="A folder with CSV files, see above.")],
    only: Only = None,
    more: More = None,
    file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    page: Annotated[Path | None, typer.Option(help="Put the figures into this page.")] = None,
    questions: Annotated[
        int | None, typer.Option(help="Ask at most so many in a setting; all where left out.")
    ] = None,
    grow: Annotated[
        list[int] | None, typer.Option(help="Time a score after so many were learned.")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="Draw examples so many times.")] = 3,
    given: Annotated[
        list[Path] | None,
        typer.Option(help="Figures of an earlier run (its --json): that data is not measured."),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Files at the same time, a core each.")] = 1,
) -> None:
    """Measure the router on files of questions, beside simple methods.

    Files are recognised by their columns. text[,language],label with a column split (train, test),
    or two files NAME_train and NAME_test: learned from 0, 1, 5, 20 and all examples of a label, and
    from one language to another. title,body,queue[,language]: the same. created,person,title,body:
    in order of time, each predicted and then learned; at once, and 20 questions later. Where
    nothing splits a file, each fifth row of a label is asked. What cannot be measured on is left
    out, and a line says why.
    """
    from bot.commands import bench as measuring

    plan = measuring.Wanted(
        _named(only, more), questions, seeds, sorted(grow or []), given or [], jobs
    )
    raise typer.Exit(measuring.routing(data, plan, file, page))


@bench.command("spreading")
def bench_spreading(
    data: Annotated[
        Path | None, typer.Option(help="A folder with CSV files of created,person,title,body.")
    ] = None,
    only: Only = None,
    more: More = None,
    file: Annotated[Path | None, typer.Option("--json", help="Write the figures here.")] = None,
    page: Annotated[Path | None, typer.Option(help="Put the figures into this page.")] = None,
    requests: Annotated[int, typer.Option(min=1, help="Play so many requests.")] = 1000,
    questions: Annotated[
        int | None, typer.Option(help="Only so many of a file, the oldest; all where left out.")
    ] = None,
) -> None:
    """Measure how evenly load is spread among people of equal talent, and what that costs.

    On a platform that is played, with and without learning; and on files that say who took what,
    in order of time, as `perron bench routing` has them.
    """
    from bot.commands import bench_spreading as measuring

    plan = measuring.Wanted(_named(only, more), requests, questions)
    raise typer.Exit(measuring.spreading(data, plan, file, page))


def main() -> None:
    """Run the command that was typed; exits with 0, 1 for a failure, 2 for wrong use."""
    sys.excepthook = _tell
    gc.disable()  # nothing that is imported is rubbish; commands switch it on when they begin
    typer.main.get_command(app)(prog_name="perron")


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Somebody who types a command gets a sentence; the traceback goes into a file."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="perron-", suffix=".log", delete=False, encoding="utf-8"
    ) as file:
        file.writelines(traceback.format_exception(kind, error, trace))
    typer.echo(
        f"Something went wrong that should not have ({kind.__name__}). "
        f"The details are in {file.name}; please report it.",
        err=True,
    )


if __name__ == "__main__":
    main()
