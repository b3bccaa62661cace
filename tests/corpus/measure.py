"""Runs a command and writes its exit code, seconds and memory as JSON to a file; a command that hangs is killed.

It is a small process of its own because a process begins with the memory of the one that started it, which for a test is large.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def measure(told: str, patience: str, *command: str) -> None:
    """Run a command for at most `patience` seconds."""
    start = time.monotonic()
    process = subprocess.Popen(command, start_new_session=True)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
    signal.alarm(int(patience))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    ran = {
        "code": process.returncode,
        "seconds": time.monotonic() - start,
        "busy": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * 1024,
    }
    Path(told).write_text(json.dumps(ran), encoding="utf-8")


if __name__ == "__main__":
    measure(*sys.argv[1:])
