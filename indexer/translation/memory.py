"""Remembers translations in a SQLite file, so that running again translates only what is new.

An entry belongs to a translator's key (package, its content and the way it is run) and to the exact words of a
sentence: only normalisation and runs of white space are evened out. The folding that search uses is not applied,
because it merges sentences that differ ("बाढ़" and "बाढ", "12" and "१२" are one there), and the English with its
numbers, quotes and full stops must belong to the words that stand in the article.

The file is a cache: losing it costs work, never articles. So it is written without waiting for the disk, and a file
that cannot be read is moved aside and begun anew.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TypeVar
from zlib import crc32

from indexer.translation.translator import Translation, Translator
from search.engines.guard import tells_damage
from search.engines.schema import has_column
from search.errors import TranslationError
from search.normalise import normalise

FORMAT = 1
CHUNK = 2048  # distinct sentences between two writes: at most a few seconds of work are lost by a kill
_CHUNK_CHARACTERS = 250_000  # of them; so many sentences of news have 176,000
_VARIABLES = 500  # values of one IN (…); SQLite of Python 3.10 may allow no more than 999

_T = TypeVar("_T")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of the sentences were translated now and how many were known; repeated ones count as known."""

    translated: int = 0
    remembered: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(translated=self.translated + other.translated, remembered=self.remembered + other.remembered)


class TranslationMemory:
    """The remembered translations in one file; may be used by several threads and processes at once."""

    def __init__(self, path: Path) -> None:
        """Open the memory at `path`, making it and its folder if there is none."""
        self.path = path
        self._lock = RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _open(path)
        except (OSError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not tells_damage(error):
                raise _unusable(path, error) from error
            self._begin_anew(error)

    def get_many(self, model: str, sentences: Iterable[str]) -> dict[str, Translation]:
        """Return the remembered translations of those sentences that have one, under the sentence as given."""
        asked = {sentence: _key(sentence) for sentence in sentences}
        found: dict[bytes, Translation] = {}
        with self._lock:
            try:
                for keys in _chunks(dict.fromkeys(asked.values()), _VARIABLES):
                    found.update(self._look_up(model, keys))
            except sqlite3.DatabaseError as error:
                self._recover(error)
                return {}
        return {sentence: found[key] for sentence, key in asked.items() if key in found}

    def put_many(self, model: str, pairs: Mapping[str, Translation]) -> None:
        """Remember the translations; one that is known already is replaced."""
        rows = [(model, _key(sentence), made.text, made.gloss, _sum(made.text)) for sentence, made in pairs.items()]
        with self._lock:
            try:
                self._write(rows)
            except sqlite3.DatabaseError as error:
                self._recover(error)
                self._write(rows)

    def count(self, model: str | None = None) -> int:
        """Return how many translations are remembered, of one model or of all."""
        with self._lock:
            where, values = ("WHERE model = ?", (model,)) if model is not None else ("", ())
            row = self._connection.execute(f"SELECT count(*) FROM translation {where}", values).fetchone()
        return int(row[0])

    def close(self) -> None:
        """Close the file; doing it twice does no harm."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> TranslationMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _look_up(self, model: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Translation]]:
        marks = ", ".join("?" * len(keys))
        rows = self._connection.execute(
            f"SELECT sentence, english, gloss, sum FROM translation WHERE model = ? AND sentence IN ({marks})",
            (model, *keys),
        )
        for key, english, gloss, known_sum in rows:
            if known_sum is None or known_sum == _sum(english):  # else a disk has changed it: translated anew
                yield key, Translation(text=english, gloss=bool(gloss))

    def _write(self, rows: Sequence[tuple[str, bytes, str, bool, int]]) -> None:
        with self._connection:  # one transaction
            self._connection.executemany("INSERT OR REPLACE INTO translation VALUES (?, ?, ?, ?, ?)", rows)

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew where the file turned out to be damaged; pass on every other error (full disk, locked)."""
        if isinstance(error, sqlite3.OperationalError) and not tells_damage(error):
            raise _unusable(self.path, error) from error
        if isinstance(error, sqlite3.ProgrammingError | sqlite3.IntegrityError):
            raise error
        self._connection.close()
        self._begin_anew(error)

    def _begin_anew(self, error: Exception) -> None:
        aside = next(
            name
            for number in range(1, 10_000)
            if not (name := self.path.with_name(f"{self.path.name}.damaged-{number}")).exists()
        )
        log.warning(
            "The translation memory '%s' cannot be read (%s). It was moved to '%s' and a new one begun; "
            "sentences are translated again.",
            self.path,
            error,
            aside,
        )
        with suppress(FileNotFoundError):  # another process was faster
            self.path.replace(aside)
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
        self._connection = _open(self.path)


def translate_remembered(
    translator: Translator, memory: TranslationMemory, sentences: Sequence[str]
) -> tuple[list[Translation], Counts]:
    """Return the translations in order, translating each distinct sentence that is not remembered once.

    What is new is stored after every chunk, so that a killed run loses little.
    """
    by_key: dict[str, list[str]] = {}
    for sentence in dict.fromkeys(sentences):
        by_key.setdefault(translator.key_for(sentence), []).append(sentence)
    known: dict[str, Translation] = {}
    for key, of_key in by_key.items():
        known.update(memory.get_many(key, of_key))
    new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
    for chunk in _portions(new):
        made = dict(zip(chunk, translator.translate(chunk), strict=True))
        for key, of_key in by_key.items():
            memory.put_many(key, {sentence: made[sentence] for sentence in of_key if sentence in made})
        known.update(made)
    return [known[sentence] for sentence in sentences], Counts(
        translated=len(new), remembered=len(sentences) - len(new)
    )


def _sum(english: str) -> int:
    return crc32(english.encode("utf-8"))


def _unusable(path: Path, error: Exception) -> TranslationError:
    return TranslationError(
        f"The translation memory '{path}' cannot be used: {error}. Look whether its folder can be written and the "
        f"disk has room, and whether another run has been using it for minutes; then run the same command again."
    )


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError(f"it has format {version}, this version reads {FORMAT}")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS translation (model TEXT NOT NULL, sentence BLOB NOT NULL, "
            "english TEXT NOT NULL, gloss INTEGER NOT NULL, sum INTEGER, PRIMARY KEY (model, sentence)) WITHOUT ROWID"
        )
        if not has_column(connection, "translation", "sum"):  # of the English; earlier versions had none
            connection.execute("ALTER TABLE translation ADD COLUMN sum INTEGER")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("SELECT * FROM translation LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _key(sentence: str) -> bytes:
    """Return a digest of the sentence: short keys keep the file small, and 16 bytes never meet by chance."""
    return blake2b(" ".join(normalise(sentence).split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _portions(sentences: Iterable[str]) -> Iterator[list[str]]:
    """Yield the sentences in portions that are translated and remembered together."""
    portion: list[str] = []
    characters = 0
    for sentence in sentences:
        if portion and (len(portion) == CHUNK or characters + len(sentence) > _CHUNK_CHARACTERS):
            yield portion
            portion, characters = [], 0
        portion.append(sentence)
        characters += len(sentence)
    if portion:
        yield portion


def _chunks(values: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
