"""The command line: which commands there are, and how what goes wrong is told.

Exit codes: 0 clean; 1 done, but something new needs a person; 2 misuse; 3 failed, nothing
changed; 130 and 143 stopped by a signal, what was finished is kept.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Annotated

import typer

from healthkpi.commands import build, look
from healthkpi.errors import HealthkpiError
from healthkpi.version import __version__

INTERRUPTED, TERMINATED = 130, 143  # 128 and the signal's number, as shells count

# Without rich's help pages, which would take longer to load than all the rest.
app = typer.Typer(
    name="healthkpi",
    help="Chinese health bulletins to a table of city, year and indicator.",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_COMMANDS: tuple[Callable[..., None], ...] = (
    build.run,
    build.ingest,
    build.extract,
    build.validate,
    build.export,
    look.status,
    look.show,
    look.explain,
    look.indicators,
    look.evaluate,
    look.forget,
    look.doctor,
)
for _command in _COMMANDS:
    app.command()(_command)


def _say_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"healthkpi {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """Chinese health bulletins to a table of city, year and indicator."""
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


class _Terminated(BaseException):
    """A polite request to stop; no ``except Exception`` may swallow it."""


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated


def main() -> None:
    """Run the command line of this process and exit."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code. Every fault is one line on stderr."""
    try:
        code = int(app(arguments, prog_name="healthkpi", standalone_mode=False) or 0)
        return _stopped(code) if code == INTERRUPTED else code
    except HealthkpiError as error:
        return _fail(str(error), error.exit_code)
    except typer.exceptions.TyperException as error:
        return _fail(_usage(error), 2)
    except BrokenPipeError:
        return _close_stdout()
    except KeyboardInterrupt:
        return _stopped(INTERRUPTED)
    except _Terminated:
        return _stopped(TERMINATED)
    except Exception as error:  # noqa: BLE001  (whatever it is, the exit code keeps its meaning)
        return _fail_unforeseen(error)


def _stopped(code: int) -> int:
    return _fail("stopped. What was finished is kept; the same command goes on from there.", code)


def _fail_unforeseen(error: Exception) -> int:
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return _fail(
            f"{error.strerror or error}{where}. Check the path, its permissions, the disk.", 3
        )
    traceback.print_exception(error)
    return _fail("that is a fault of healthkpi. Please report the lines above.", 3)


def _usage(error: typer.exceptions.TyperException) -> str:
    text = " ".join(str(getattr(error, "message", None) or error).split()).rstrip(".")
    return f"{text}. Try healthkpi --help."


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"healthkpi: {message}\n")
    return code


def _close_stdout() -> int:
    # Whoever read our output, say `head`, has enough; Python would complain once more at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    main()
