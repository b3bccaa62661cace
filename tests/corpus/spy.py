"""Runs `portal` and writes down whatever it, and every Python that it starts, opens, asks, starts or changes.

Called like Python itself, so that it can stand in its place: `spy.py -m build_scripts check …`. `SPY_LOG` names the file.
"""

from __future__ import annotations

import os
import runpy
import stat
import sys

_LOG = os.open(os.environ["SPY_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_ASKED = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "sqlite3.")
_STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "os.fork")
_CHANGED = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.mkfifo", "shutil.")  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _spy(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _opened(arguments)
    elif event in ("os.listdir", "os.scandir"):
        _tell("listed", arguments[0])
    elif event in _STARTED:
        _tell("started", arguments[0])
    elif event.startswith(_ASKED) and event not in ("socket.__new__", "socket.gethostname"):
        _tell("asked", event)
    elif event.startswith(_CHANGED):
        _tell("changed", arguments[0])


def _opened(arguments: tuple[object, ...]) -> None:
    path, mode, flags = arguments
    if isinstance(path, int):
        return
    writing = (isinstance(mode, str) and set(mode) & set("wax+")) or (isinstance(flags, int) and flags & _WRITING)
    name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else ""
    # One name without a folder is opened below the handle of one, which was opened before; an event does not say which.
    below = "/" not in name and name not in ("", ".", "..")
    _tell("written" if writing else "below" if below else "opened", path)


def _tell(kind: str, what: object) -> None:
    path = os.fsdecode(what) if isinstance(what, str | bytes | os.PathLike) else repr(what)
    os.write(_LOG, f"{kind}\t{_real(path)!a}\n".encode())


def _real(path: str) -> str:
    """Return where a path leads in truth: through links, except to a pipe or a device that has no place of its own."""
    try:
        return os.path.realpath(path) if not stat.S_ISSOCK(os.lstat(path).st_mode) else path
    except (OSError, ValueError):
        return os.path.abspath(path) if "\0" not in path else path  # noqa: PTH100


def main() -> None:
    """Stand in for Python: every process that is started with `sys.executable` is spied on as well."""
    sys.executable = os.environ["SPY_PYTHON"]
    options = sys.argv[1:]
    sys.addaudithook(_spy)
    if options[0] == "-c":
        sys.argv = ["-c", *options[2:]]
        exec(options[1], {"__name__": "__main__"})
    else:
        sys.argv = options[1:]
        # Python looks in the working folder for the module, not in that of this file.
        sys.path[0] = os.getcwd()  # noqa: PTH109
        runpy.run_module(options[1], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
