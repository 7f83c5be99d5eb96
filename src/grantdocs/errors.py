"""What can go wrong, each said to a person: what, where, what to do."""

from __future__ import annotations

__all__ = ["DataError", "GrantdocsError", "ReadError", "RulePackError", "ScopeError", "StoreError", "UnsupportedFormat"]


class GrantdocsError(Exception):
    """Base of every error that grantdocs raises on purpose."""


class ReadError(GrantdocsError):
    """An input could not be read; `str()` names it, the reason and what to do."""

    def __init__(self, source: str, reason: str, advice: str = "") -> None:
        super().__init__(source, reason, advice)
        self.source = source
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}" + (f"; {self.advice}" if self.advice else "")


class UnsupportedFormat(ReadError):
    """The bytes are of no format that a reader knows."""


class DataError(GrantdocsError):
    """A data file (language, programme, statement, profile) does not fit its schema."""

    def __init__(self, path: str, pointer: str, message: str) -> None:
        super().__init__(path, pointer, message)
        self.path = path
        self.pointer = pointer
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}{f' at {self.pointer}' if self.pointer else ''}: {self.message}"


class RulePackError(DataError):
    """A rule, its cases or its pack does not fit its schema."""


class ScopeError(GrantdocsError):
    """The library was asked for something that does not exist: an unknown pack, programme, language or key."""


class StoreError(GrantdocsError):
    """The folder of an audit cannot be written, or somebody else is writing it."""

    def __init__(self, path: str, reason: str, advice: str = "") -> None:
        super().__init__(path, reason, advice)
        self.path = path
        self.reason = reason
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" + (f"; {self.advice}" if self.advice else "")
