"""A translator whose work is done in a process of its own, so that a crash or a hang there costs one request."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

from indexer.translation.glossary import read_glossary
from indexer.translation.packages import find_package
from indexer.translation.terms import GlossaryTranslator
from indexer.translation.translator import Translation, Translator, available_cores
from indexer.translation.worker_process import WorkerFailed, WorkerProcess
from search.errors import TranslationError
from search.settings import Settings

CHARACTERS = 40_000  # for which the limit of time is that of the settings; more text has more
_LATER = 10.0  # seconds after the limit at which the process ends itself, if nobody did
_START = 600.0  # seconds that loading a model may take: a large one from a slow disk takes a minute

log = logging.getLogger(__name__)


class ProcessTranslator:
    """Keeps the promises of Translator. After a failure the next call starts the process anew.

    `factory` names a function as "module:function". In the process it is given the `arguments`, plain JSON values, and
    returns a Translator whose key is the same for every text. `seconds` is the limit of time for 40,000 characters.
    """

    def __init__(self, factory: str, arguments: Sequence[object], *, seconds: float) -> None:
        """Start the process, which makes its translator meanwhile: the first call that needs it waits."""
        self._factory = factory
        self._arguments = arguments
        self._seconds = seconds
        self._lock = threading.RLock()
        self._told: tuple[str, str] | None = None  # the model and its key
        self.worker: WorkerProcess | None = self._start()
        self.is_ready = False  # whether it has told them

    @property
    def model(self) -> str:
        """The name and version of the model."""
        return self._model_and_key()[0]

    def key_for(self, text: str) -> str:
        """Return the key that the translator in the process gave: the same for every text."""
        return self._model_and_key()[1]

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """Return the translation of each sentence.

        Raises WorkerFailed where the process ends or gives no answer in time, and where its translator raises;
        TranslationError where translating is impossible altogether.
        """
        if not sentences:
            return []
        seconds = self._seconds * max(1.0, sum(map(len, sentences)) / CHARACTERS)
        with self._lock:
            worker = self._get_ready()
            answer = worker.ask({"sentences": list(sentences), "seconds": seconds + _LATER}, seconds=seconds)
        _look_for_faults(answer)
        return [Translation(text=text, gloss=gloss) for text, gloss in answer["made"]]

    def close(self) -> None:
        """End the process; a second call does nothing."""
        with self._lock:
            if self.worker is not None:
                self.worker.end()
                self.worker, self.is_ready = None, False

    def __enter__(self) -> ProcessTranslator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _model_and_key(self) -> tuple[str, str]:
        if self._told is None:
            with self._lock:
                self._get_ready()
        assert self._told is not None
        return self._told

    def _get_ready(self) -> WorkerProcess:
        """Return a process that waits for sentences; raise TranslationError where none can be made."""
        if self.is_ready and self.worker is not None and self.worker.is_alive:
            return self.worker
        if self.is_ready:
            self.close()
        try:
            try:
                worker, told = self._begin()
            except WorkerFailed as error:  # where memory was short for a moment, it is not now
                log.warning("The process that translates could not start (%s); once more.", error)
                self.close()
                worker, told = self._begin()
            if self._told not in (None, told):
                raise TranslationError(
                    f"The translation package was changed from {self._told!r} to {told!r} while it was in use. "
                    f"Give the same command again."
                )
        except WorkerFailed as error:
            self.close()
            raise TranslationError(
                f"The process that translates cannot start: {error}. Look whether there is memory enough, and try "
                f"another package of: dubhashi models list"
            ) from error
        except BaseException:
            self.close()
            raise
        self._told, self.is_ready = told, True
        return worker

    def _begin(self) -> tuple[WorkerProcess, tuple[str, str]]:
        self.worker = worker = self.worker or self._start()
        answer = worker.answer(seconds=_START)
        _look_for_faults(answer)
        return worker, (answer["model"], answer["key"])

    def _start(self) -> WorkerProcess:
        try:
            return WorkerProcess(self._factory, self._arguments)
        except OSError as error:
            raise TranslationError(
                f"The process that translates cannot start; the system says: {error}. "
                f"Look whether there is memory enough."
            ) from error


@contextmanager
def open_process_translator(settings: Settings) -> Iterator[Translator]:
    """Give the translator that `open_translator` gives for the settings, with its model in a process of its own.

    Raises PackageMissing and what `read_glossary` raises; what is wrong with a package is told at the first sentence.
    """
    glossary = read_glossary(settings.glossary) if settings.glossary else None
    package = find_package(settings)
    threads = settings.workers or available_cores()
    arguments = (str(package.path.absolute()), threads, settings.beam, settings.batch_tokens)
    factory = "indexer.translation.worker:open_folder"
    with ProcessTranslator(factory, arguments, seconds=settings.translate_timeout) as translator:
        yield GlossaryTranslator(translator, glossary) if glossary else translator


def _look_for_faults(answer: Any) -> None:
    if "impossible" in answer:
        raise TranslationError(answer["impossible"])
    if "fault" in answer:
        raise WorkerFailed(answer["fault"])
