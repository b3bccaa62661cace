"""The process that validates: answers jobs from its standard input, and may open no connection, start no program and write no file."""

from __future__ import annotations

import json
import resource as limits_of_process
import signal
import sys
from collections.abc import Iterator

from build_scripts.table_schema.answer import Job, errors

MEMORY = 4 << 30
# How much longer a job may take than it works.
PATIENCE = 4


def _main() -> None:
    """Answer each job by a line of JSON, the list of its errors."""
    import frictionless  # noqa: F401  (loaded before the doors are closed)
    import jsonschema_rs  # noqa: F401

    sys.addaudithook(_refuse)
    _, hard = limits_of_process.getrlimit(limits_of_process.RLIMIT_AS)
    limits_of_process.setrlimit(limits_of_process.RLIMIT_AS, (MEMORY, hard))
    # The default action of the signals ends the process even inside a pattern that never comes back.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    lines = iter(sys.stdin.buffer)
    for line in lines:
        job = _job(line, lines)
        _set_alarm(job["seconds"])
        answer = list(errors(job))
        _set_alarm(0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _set_alarm(seconds: float) -> None:
    """End the process after so many seconds of its own work, or several times as many by the clock; never for 0."""
    # On a machine that is busy otherwise the clock alone would end a job that is nearly done.
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * PATIENCE)


def _job(line: bytes, lines: Iterator[bytes]) -> Job:
    """Return a job, for whose tables the line gives only the number of rows: they follow, one a line."""
    job = json.loads(line)
    # Most texts of a table stand in it many times; each is kept once.
    texts: dict[str, str] = {}
    for table in job["resources"]:
        table["rows"] = [_row(next(lines), texts) for _ in range(table["rows"])]
    return job  # type: ignore[no-any-return]


def _row(line: bytes, texts: dict[str, str]) -> list[str]:
    return [texts.setdefault(cell, cell) for cell in json.loads(line)]


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Let no schema make the child talk to anyone, start anything or write anywhere."""
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.remove"):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError(event)


if __name__ == "__main__":
    _main()
