"""Runs a command: the same services as the window. Exit status 0 done, 2 refused with problems on standard error, 1 a fault.

Stopped by the person at the keyboard: 130, as shells have it.
"""

from __future__ import annotations

import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.arguments import parse
from app.errors import SammanhallenError, ValidationProblems

DONE, FAULT, REFUSED = 0, 1, 2
STOPPED = 130


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments ask for; every refusal is told in Swedish on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = dispatch(parse(arguments))
        if sys.stdout is not None:  # a windowed build has none
            sys.stdout.flush()
        return status
    except BrokenPipeError:
        discard_output()
        return DONE
    except KeyboardInterrupt:
        say_error("Avbrutet. Inget mer är gjort av det här kommandot.")
        return STOPPED
    except ValidationProblems as error:
        for problem in error.problems:
            say_error(str(problem))
        say_error("Inget är lagrat.")
        return REFUSED
    except SammanhallenError as error:
        say_error(error.message)
        return REFUSED
    except Exception:  # noqa: BLE001 - the last boundary: a fault is told as such, with its details
        traceback.print_exc()
        say_error("Ett fel i programmet. Inget är lagrat av det här kommandot.")
        return FAULT


def dispatch(given: Namespace) -> int:
    if given.command is None:
        return open_window(given)
    from app.cli import assessment_commands, commands, index_commands, plan_commands, supplement_commands

    handlers: dict[str, Callable[[Namespace], int]] = {
        "new": commands.new,
        "check": commands.check,
        "template": commands.template,
        "import": commands.import_form,
        "list": commands.list_cases,
        "rules": commands.rules,
        "memo": commands.memo,
        "supplement": supplement_commands.supplement,
        "score": assessment_commands.score,
        "ranking": assessment_commands.ranking,
        "plans": plan_commands.list_plans,
        "plan": plan_commands.plan,
        "plan-state": plan_commands.plan_state,
        "plan-compare": plan_commands.plan_compare,
        "index": index_commands.index,
        "index-why": index_commands.index_why,
        "index-robustness": index_commands.index_robustness,
        "demo": commands.demo,
        "sample": commands.sample,
        "self-test": commands.self_test,
    }
    return handlers[given.command](given)


def open_window(given: Namespace) -> int:
    from app.services.sample_copy import sample_copy
    from app.ui.application import run_window

    return run_window(sample_copy() if given.sample else given.store, given.who)


def discard_output() -> None:
    """Whoever reads the output has had enough (`| head`): nothing more is sent, and nothing is wrong."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def say(text: str) -> None:
    print(text)


def say_error(text: str) -> None:
    print(text, file=sys.stderr)
