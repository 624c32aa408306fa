"""Loading the model that a source or a user names."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import sys
import threading
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from reconcile.errors import ConfigurationError

if TYPE_CHECKING:
    import pandera.polars as pa

_LOADING = threading.RLock()  # a module is known by its name before all of it was run
_FORM = "schema is written MODULE:MODEL or path/to/file.py:MODEL, such as schemas/my_list.py:MyList"


def load_schema(ref: str, workspace: Path) -> type[pa.DataFrameModel]:
    """The Pandera model that `ref` names.

    Args:
        ref: `module:Model`, an importable module or one of the workspace's files in dots; or
            `path/file.py:Model`, relative to the workspace.
        workspace: Folder of the workspace; no file outside it is loaded.

    Returns:
        The same class for the same unchanged file.

    Raises:
        ConfigurationError: The reference, the file or the class is not what it should be.
    """
    place, colon, name = ref.rpartition(":")
    if not colon or not place.strip() or not name.isidentifier():
        raise ConfigurationError(f'schema "{ref}" names no model', hint=f"A {_FORM}.")
    with _LOADING:
        if place.endswith(".py"):
            module = _from_file(workspace, place, ref)
        else:
            module = _from_name(workspace, place, ref)
    return _model(module, name, ref)


def _from_name(workspace: Path, dotted: str, ref: str) -> ModuleType:
    if not all(part.isidentifier() for part in dotted.split(".")):
        raise ConfigurationError(f'schema "{ref}": "{dotted}" is no module', hint=f"A {_FORM}.")
    try:
        spec = importlib.util.find_spec(dotted)
    except (ImportError, ValueError):
        spec = None
    if spec is None:
        path = f"{dotted.replace('.', '/')}.py"
        if (workspace / path).is_file():
            return _from_file(workspace, path, ref)
        raise ConfigurationError(
            f'schema "{ref}": there is no module "{dotted}", nor a file {path} in the workspace',
            hint=f"A {_FORM}.",
        )
    try:
        return importlib.import_module(dotted)
    except Exception as error:  # the module is the user's and may raise anything
        raise _broken(ref, dotted, error) from None


def _from_file(workspace: Path, place: str, ref: str) -> ModuleType:
    root = workspace.resolve()
    path = (root / place).resolve()
    if Path(place).is_absolute() or not path.is_relative_to(root):
        raise ConfigurationError(
            f'schema "{ref}": {place} lies outside the workspace',
            hint="Keep schemas inside the workspace, and name them relative to it.",
        )
    if not path.is_file():
        near = ", ".join(sorted(p.name for p in path.parent.glob("*.py"))) or "no Python file"
        raise ConfigurationError(
            f'schema "{ref}": there is no file {place} in the workspace',
            hint=f"{path.parent.name}/ holds {near}.",
        )
    content = path.read_bytes()
    key = hashlib.blake2b(str(path).encode() + b"\0" + content, digest_size=8).hexdigest()
    name = f"reconcile_schema_{path.stem}_{key}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ConfigurationError(f'schema "{ref}": {place} cannot be loaded as Python')
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # Pandera resolves annotations through it
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # the file is the user's and may raise anything
        del sys.modules[name]
        raise _broken(ref, place, error, path) from None
    return module


def _broken(ref: str, place: str, error: Exception, path: Path | None = None) -> ConfigurationError:
    line = error.lineno if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if path is not None and trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return ConfigurationError(
        f'schema "{ref}" cannot be loaded: {type(error).__name__}: {error}',
        where=f"{place}:{line}" if line else place,
        hint="Mend that file; `python -c 'import ...'` shows the whole error.",
    )


def _model(module: ModuleType, name: str, ref: str) -> type[pa.DataFrameModel]:
    import pandera.polars as pa

    found: Any = getattr(module, name, None)
    if isinstance(found, type) and issubclass(found, pa.DataFrameModel):
        try:
            found.to_schema()
        except Exception as error:  # Pandera raises several kinds for a model that makes no sense
            raise ConfigurationError(
                f'schema "{ref}" is no sound model: {type(error).__name__}: {error}',
                hint="Mend its fields; see the documentation of Pandera's DataFrameModel.",
            ) from None
        return found
    models = sorted(
        key
        for key, value in vars(module).items()
        if isinstance(value, type)
        and issubclass(value, pa.DataFrameModel)
        and value.__module__ == module.__name__
    )
    here = f"It holds {', '.join(models)}." if models else "It holds no model."
    what = (
        f'there is no "{name}" in it'
        if found is None
        else f'"{name}" is no model of pandera.polars (import pandera.polars as pa)'
    )
    raise ConfigurationError(f'schema "{ref}": {what}', hint=here)
