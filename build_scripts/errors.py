"""What makes it impossible to go on; wrong data never raises, it becomes a finding."""

from __future__ import annotations


class PortalError(Exception):
    """The command cannot run; the command line prints one line and exits with 2."""


class UsageError(PortalError):
    """A command was given arguments that it does not take."""

    def __init__(self, fault: str, help: str) -> None:
        super().__init__(f"{fault}; see {help}")


class MissingFolderError(PortalError):
    """A folder that the command needs is not there."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"there is no folder {folder}")


class OutputConflictError(PortalError):
    """Two outputs claim one path, or two paths that differ only in case."""

    def __init__(self, path: str, other: str) -> None:
        super().__init__(f"two files claim the path {path} (the other is {other})")


class OutputPathError(PortalError):
    """An output wants to be written outside the folder of outputs."""

    def __init__(self, path: str) -> None:
        super().__init__(f"the path {path!r} does not lie inside the folder of outputs")


class ToolError(PortalError):
    """A program that the build runs has failed."""

    def __init__(self, tool: str, output: str) -> None:
        super().__init__(f"{tool} failed: {output.strip()[-2000:]}")


class UnknownNameError(PortalError):
    """A name is none of the valid ones; lists them."""

    def __init__(self, what: str, name: str, valid: tuple[str, ...]) -> None:
        super().__init__(f"{what} {name!r} is unknown; valid are {', '.join(valid)}")


class BadAddressError(PortalError):
    """The address of the site is no http(s) address."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address!r} is no http(s) address of a site")


class BadEpochError(PortalError):
    """SOURCE_DATE_EPOCH is not a whole number of seconds."""

    def __init__(self, text: str) -> None:
        super().__init__(f"SOURCE_DATE_EPOCH is {text!r}, not a whole number of seconds since 1970")


class UnwritableError(PortalError):
    """What a command found cannot be written to standard output."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the report cannot be written: {reason}")


class InterruptedRunError(PortalError):
    """Someone stopped the command before it was done."""

    def __init__(self) -> None:
        super().__init__("interrupted")
