"""Every error that Dubhashi raises on purpose.

    DubhashiError
    ├── SettingsError          a setting that cannot be used
    ├── IndexFault             something is wrong with an index folder
    │   ├── IndexMissing       there is no index there
    │   ├── NotAnIndex         the folder holds something else
    │   ├── IndexFormatTooOld  written by another format version
    │   ├── IndexLocked        another process is writing to it
    │   └── IndexDamaged       files are missing or broken
    ├── DocumentMissing        no document has this id
    ├── QueryError             a search option that makes no sense (the query string itself never fails)
    ├── InputError             a path or stream given to the indexer that cannot be used at all
    └── TranslationError       translating is impossible
        ├── GlossaryInvalid    a line of a glossary that cannot be used
        ├── PackageInvalid     a file that is no usable Argos package
        └── PackageMissing     no package for these languages is installed

Messages say what failed, quote the value and tell what to do next. Children keep the facts as attributes;
how an error becomes an exit status or an HTTP status is decided at the edges (dubhashi.py, web/app.py).
"""

from __future__ import annotations

from pathlib import Path


class DubhashiError(Exception):
    """The base of every error that is raised on purpose; its text is meant for people."""


class SettingsError(DubhashiError):
    """A setting cannot be used."""

    def __init__(self, name: str, value: object, advice: str) -> None:
        self.name = name
        self.value = value
        super().__init__(f"The setting {name} cannot be {str(value)!r}. {advice}")


class IndexFault(DubhashiError):
    """Something is wrong with an index folder; `path` names it."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        super().__init__(message)


class IndexMissing(IndexFault):
    """There is no index at the path."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"No index at '{path}'. Build it: dubhashi index corpus/ --index '{path}'")


class NotAnIndex(IndexFault):
    """The folder exists and holds something else."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            path,
            f"'{path}' is not a Dubhashi index: {found}. Nothing in it was touched. "
            f"Give --index a new or empty folder, or the folder of an index.",
        )


class IndexFormatTooOld(IndexFault):
    """The index was written by another version of the format."""

    def __init__(self, path: Path, *, found: str, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(
            path,
            f"The index at '{path}' has format {found!r}, this version reads {expected!r}. "
            f"Nothing is lost: write its search files anew with: dubhashi rebuild --index '{path}'",
        )


class IndexLocked(IndexFault):
    """Another process is writing to the index."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"Another process is writing to the index at '{path}'. Searching goes on meanwhile. "
            f"Wait until it has ended and run the same command again.",
        )


class IndexDamaged(IndexFault):
    """Files of the index are missing or broken."""

    def __init__(self, path: Path, reason: str, *, mendable: bool = True) -> None:
        self.reason = reason
        self.mendable = mendable  # by `rebuild`, perhaps; else documents themselves are lost
        look = f"dubhashi verify --index '{path}'"
        super().__init__(
            path,
            f"The index at '{path}' is damaged: {reason}. "
            + (
                f"See what can be mended with: {look}, then: dubhashi rebuild --index '{path}'"
                if mendable
                else f"See what is broken with: {look}. Restore it from a backup, or export what can be read: "
                f"dubhashi export --index '{path}'"
            ),
        )


class DocumentMissing(DubhashiError):
    """No document of the index has this id."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(
            f"No article with the id {document_id!r} is in this index. "
            f"It may have been deleted; search for words of its title instead."
        )


class QueryError(DubhashiError):
    """A search option makes no sense; the query string itself never raises."""

    def __init__(self, option: str, value: object, advice: str) -> None:
        self.option = option
        self.value = value
        super().__init__(f"The option {option} cannot be {str(value)!r}. {advice}")


class InputError(DubhashiError):
    """A path or stream given to the indexer cannot be used at all."""

    def __init__(self, path: object, reason: str, advice: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"Cannot read '{path}': {reason}. {advice}")


class TranslationError(DubhashiError):
    """Translating is impossible; the text says why and what to do."""


class GlossaryInvalid(TranslationError):
    """A line of a glossary cannot be used."""

    def __init__(self, path: Path, line: int, value: str, reason: str) -> None:
        self.path = path
        self.line = line
        self.value = value
        super().__init__(
            f"Line {line} of the glossary '{path}' cannot be used: {reason}: {value!r}. "
            f"Write the Hindi, a tab, and the English; a line that begins with # is a comment."
        )


class PackageInvalid(TranslationError):
    """A file or folder is no usable Argos package."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"'{path}' is not a usable Argos package: {reason}. Nothing was installed. "
            f"Get a Hindi to English .argosmodel file, or run: dubhashi models list"
        )


class PackageMissing(TranslationError):
    """No installed package has this name or these languages."""

    def __init__(self, wanted: str, installed: tuple[str, ...]) -> None:
        self.wanted = wanted
        self.installed = installed
        super().__init__(
            f"No translation package {wanted!r} is installed (installed: {', '.join(installed) or 'none'}). "
            f"Install one with: dubhashi models install FILE.argosmodel"
        )
