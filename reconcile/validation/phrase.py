"""What a schema expects, in words."""

from __future__ import annotations

from typing import Any

_TYPES = {
    "Int": "whole number",
    "UInt": "whole number from 0",
    "Float": "number",
    "Decimal": "number",
    "String": "text",
    "Boolean": "true or false",
    "Datetime": "date and time",
    "Date": "date (2018-05-26)",
    "Time": "time",
}
# Pandera's built-in checks by name; the braces take their arguments.
_BUILT_IN = {
    "equal_to": "{value}",
    "not_equal_to": "anything but {value}",
    "greater_than": "more than {min_value}",
    "greater_than_or_equal_to": "{min_value} or more",
    "less_than": "less than {max_value}",
    "less_than_or_equal_to": "{max_value} or less",
    "in_range": "a value from {min_value} to {max_value}",
    "isin": "one of {allowed_values}",
    "notin": "none of {forbidden_values}",
    "str_matches": "text that matches {pattern}",
    "str_contains": "text that contains {pattern}",
    "str_startswith": "text that starts with {string}",
    "str_endswith": "text that ends with {string}",
}


def type_name(column: Any) -> str:
    """A column's type in words, e.g. `whole number`; Polars' own name where there are none."""
    name = str(column.dtype)
    for start, words in _TYPES.items():
        if name.startswith(start):
            return words
    return name


def expectation(check: Any) -> str:
    """What is wrong and what a check expected; reads on after the value.

    A check's `error` is used as it stands where it is a sentence of its author's. Pandera's
    built-in checks are put into words.
    """
    name, arguments = str(check.name or ""), dict(check.statistics or {})
    if name in _BUILT_IN and arguments:
        try:
            words = _BUILT_IN[name].format_map({k: _listed(v) for k, v in arguments.items()})
        except KeyError:
            words = str(check.error)
        return f"is not allowed; expected {words}"
    if name == "str_length" and arguments:
        low, high = arguments.get("min_value"), arguments.get("max_value")
        exact = arguments.get("exact_value")
        bounds = f"{exact}" if exact is not None else f"{low or 0} to {high or 'any number of'}"
        return f"is not allowed; expected {bounds} characters"
    if check.error and check.error != name:
        return str(check.error)
    about = check.description or check.title
    return f"fails the check {name or check}" + (f"; expected {about}" if about else "")


def _listed(value: object) -> str:
    """An argument in words; of a long list the first few, or every failure would repeat it."""
    if isinstance(value, str | int | float) or not hasattr(value, "__iter__"):
        return str(getattr(value, "pattern", value))
    items = [str(item) for item in value]
    if len(items) > 8:
        return f"{', '.join(items[:8])} and {len(items) - 8} more"
    return ", ".join(items)
