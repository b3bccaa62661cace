"""Values of one cell against the JSON Schema that its field states: a rule of the standard which Frictionless does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

# Whether a value fits, by the name of the field.
Rules = Mapping[str, Callable[[Any], bool]]


def rules_of(table: Mapping[str, Any]) -> tuple[Rules, tuple[str, ...]]:
    """Return the rules of the fields of a table that state one, and the fields whose rule is no JSON Schema."""
    stated: Mapping[str, Any] = table.get("rules", {})
    found = {name: _rule(schema) for name, schema in stated.items()}
    return {name: rule for name, rule in found.items() if rule}, tuple(n for n, rule in found.items() if not rule)


def _rule(schema: dict[str, Any]) -> Callable[[Any], bool] | None:
    # Few tables need it, and loading it takes as long as checking many.
    from jsonschema_rs import ReferencingError, validator_for

    try:
        fits = validator_for(schema, retriever=_retrieve).is_valid
    except (ValueError, ReferencingError):
        return None
    return lambda value: _fits(fits, value)


def _fits(fits: Callable[[Any], bool], value: object) -> bool:
    try:
        return fits(value)
    except ValueError:
        # Half a character, written as an escape, is no text to which a rule could apply.
        return False


def _retrieve(uri: str) -> NoReturn:
    """Refuse whatever a JSON Schema would have fetched."""
    raise PermissionError(uri)
