"""Translates sentences: the Protocol that the pipeline relies on, and the translator that runs an Argos package.

Argos's own loop translates paragraph by paragraph in batches of 32 tokens, mostly one sentence at a time. Here the
package is read through argostranslate.package, and its CTranslate2 model is run directly, in batches of about a
thousand tokens of sentences of like length, taken from all articles at once.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from indexer.translation import guards
from indexer.translation.clauses import join_clauses, split_clauses
from indexer.translation.gloss import gloss_sentence
from indexer.translation.glossary import read_glossary
from indexer.translation.packages import Package, argos_folder, find_package
from indexer.translation.quantities import add_numbers
from indexer.translation.terms import GlossaryTranslator
from search.errors import TranslationError

if TYPE_CHECKING:
    from search.settings import Settings

_CHUNK_OF_THREAD = 512  # sentences at once for each thread: about 15 batches, so that all end at about the same time
LONGEST_PIECES = 200  # of one input; our models were trained on up to 254
_BUCKETS = (12, 24, 36, 48, 64, 96, 128, LONGEST_PIECES)  # input lengths that share a limit of output length


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The English of a sentence, and whether it is a word-by-word gloss because the model's output was unusable."""

    text: str
    gloss: bool = False


class Translator(Protocol):
    """Translates Hindi sentences to English.

    Callers may rely on: as many translations as sentences, in the same order; a sentence without Devanagari comes
    back unchanged; no translation is empty unless the sentence is; several threads may call at once.
    """

    @property
    def model(self) -> str:
        """The name and version of the model, for people: "translate-hi_en 0.1"."""

    def key_for(self, text: str) -> str:
        """Return what the translation of a text depends on besides it; the same key promises the same translation."""

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """Return the translation of each sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoding:
    """How CTranslate2 is asked to decode."""

    beam: int
    hypotheses: int = 1
    no_repeat: int = 0  # no run of so many tokens twice; 0: any may come again


# No four tokens twice: of 7,952 news sentences 2 loop instead of 70, and fewer numbers are lost than with three
# (digits are single tokens, so "10,00,000" repeats itself) at the same chrF.
_NO_REPEAT = 4
_GRAVE = 2  # faults for which a wider beam is worth its time: a number or Latin word lost, or two names
# For the 4 % with a grave fault: of four hypotheses, the one with the fewest. Six of beam 6 took a third longer and
# helped 89 of 149 sentences instead of 77.
_RETRY = _Decoding(beam=4, hypotheses=4, no_repeat=3)


class ArgosTranslator:
    """Runs the CTranslate2 model of an installed Argos package."""

    def __init__(self, package: Package, *, threads: int, beam: int, batch_tokens: int) -> None:
        """Load the package (the first moment at which argostranslate and ctranslate2 are imported)."""
        argos_folder()
        import ctranslate2
        from argostranslate.package import Package as ArgosPackage

        folder = package.path / "model"
        try:
            installed = ArgosPackage(package.path)
            self._pieces = installed.tokenizer.lazy_processor()  # loads it now, before several threads come
            self._model = ctranslate2.Translator(
                str(folder),
                device="cpu",
                compute_type="int8" if "int8" in ctranslate2.get_supported_compute_types("cpu") else "auto",
                inter_threads=threads,
                intra_threads=1,
                max_queued_batches=-1,  # a chunk is submitted whole, so that the guards work while it is decoded
            )
        except (OSError, RuntimeError, ValueError, AttributeError) as error:
            raise TranslationError(
                f"The translation package '{package.name}' at '{package.path}' cannot be loaded: {error}. "
                f"Install it again with: dubhashi models install FILE.argosmodel"
            ) from error
        self.package = package
        self.threads = threads
        self._prefix: str = installed.target_prefix or ""
        self._first = _Decoding(beam=beam, no_repeat=_NO_REPEAT)
        self._batch_tokens = batch_tokens
        self._key = f"{self.model}/{_digest(folder / 'model.bin')}/beam{beam}/guards{guards.VERSION}"

    @property
    def model(self) -> str:
        """The name and version of the package."""
        return f"{self.package.name} {self.package.version}"

    def key_for(self, text: str) -> str:
        """Return the package, its content, the beam, and the version of the guards: the same for every text."""
        return self._key

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """Return the translation of each sentence, in order; memory grows with one chunk only."""
        made: list[Translation] = []
        chunk = _CHUNK_OF_THREAD * self.threads
        for start in range(0, len(sentences), chunk):
            # looking for garbage among the lexicon's records took a tenth of the time outside CTranslate2, and a chunk
            # leaves none; where several threads translate, the first one to end has it looked for again
            collecting = gc.isenabled()
            gc.disable()
            try:
                made.extend(self._translate_chunk(sentences[start : start + chunk]))
            finally:
                if collecting:
                    gc.enable()
        return made

    def _translate_chunk(self, sentences: Sequence[str]) -> list[Translation]:
        hindi = [sentence for sentence in dict.fromkeys(sentences) if guards.has_hindi(sentence)]
        outputs: dict[str, str] = {}
        faults: dict[str, int] = {}

        def consider(sentence: str, candidates: Sequence[str]) -> None:
            for candidate in candidates:
                if faults.get(sentence) == 0:
                    return
                mended = guards.mend(sentence, candidate)
                count = guards.faults(sentence, mended)
                if count < faults.get(sentence, count + 1):
                    outputs[sentence], faults[sentence] = mended, count

        for sentence, candidates in self._decode(hindi, self._first):
            consider(sentence, candidates)
        doubtful = [sentence for sentence in hindi if faults[sentence]]
        for sentence, candidate in self._decode_clauses(doubtful):
            consider(sentence, [candidate])
        for sentence, candidates in self._decode([one for one in doubtful if faults[one] >= _GRAVE], _RETRY):
            consider(sentence, candidates)
        final = {sentence: _finish(sentence, outputs[sentence]) for sentence in doubtful if faults[sentence]}
        final |= {sentence: Translation(text=outputs[sentence]) for sentence in hindi if sentence not in final}
        return [final.get(sentence) or Translation(text=sentence) for sentence in sentences]

    def _decode_clauses(self, sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each sentence that has several clauses with the translation that they make together."""
        split = {sentence: clauses for sentence in sentences if (clauses := split_clauses(sentence))}
        distinct = list(dict.fromkeys(clause for of_sentence in split.values() for clause, _ in of_sentence))
        made = {clause: guards.mend(clause, outputs[0]) for clause, outputs in self._decode(distinct, self._first)}
        for sentence, of_sentence in split.items():
            yield sentence, join_clauses([made[clause] for clause, _ in of_sentence], [mark for _, mark in of_sentence])

    def _decode(self, sentences: Sequence[str], decoding: _Decoding) -> Iterator[tuple[str, list[str]]]:
        """Yield each sentence once with its outputs, best first, as they are ready: the guards work meanwhile."""
        encoded = self._pieces.encode(list(sentences), out_type=str, num_threads=1)  # CTranslate2 has the other cores
        runs = [list(_runs(pieces)) for pieces in encoded]
        places = [(number, part) for number, of_sentence in enumerate(runs) for part in range(len(of_sentence))]
        pending: list[tuple[tuple[int, int], Any]] = []
        for low, high in reversed(list(zip((0, *_BUCKETS), _BUCKETS, strict=False))):  # the longest work first
            chosen = [(number, part) for number, part in places if low < len(runs[number][part]) <= high]
            if chosen:
                results = self._submit([runs[number][part] for number, part in chosen], high, decoding)
                pending.extend(zip(chosen, results, strict=True))
        outputs: list[dict[int, list[str]]] = [{} for _ in sentences]
        for (number, part), result in pending:
            outputs[number][part] = [self._text(tokens) for tokens in result.result().hypotheses]
            if len(outputs[number]) == len(runs[number]):
                yield sentences[number], _join_parts(outputs[number])
        yield from ((sentence, [""]) for sentence, of_sentence in zip(sentences, runs, strict=True) if not of_sentence)

    def _submit(self, runs: list[list[str]], longest: int, decoding: _Decoding) -> list[Any]:
        results: list[Any] = self._model.translate_batch(
            runs,
            target_prefix=[[self._prefix]] * len(runs) if self._prefix else None,
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat,
            max_decoding_length=2 * longest + 16,  # no good translation of our data is longer; a loop is cut here
            asynchronous=True,
        )
        return results

    def _text(self, tokens: list[str]) -> str:
        # Joining is what decoding is but for single bytes and the unknown piece, and takes a fifth of its time. As in
        # Argos's tokenizer, an underscore becomes a space.
        joined = "".join(tokens)
        text = str(self._pieces.decode_pieces(tokens)) if "<" in joined else joined
        return text.replace("▁", " ").replace("_", " ").strip().removeprefix(self._prefix).strip()


def open_translator(settings: Settings) -> Translator:
    """Return a translator on the package that the settings choose, with their glossary if they have one.

    Raises PackageMissing, TranslationError, or what `read_glossary` raises.
    """
    glossary = read_glossary(settings.glossary) if settings.glossary else None
    translator = ArgosTranslator(
        find_package(settings),
        threads=settings.workers or available_cores(),
        beam=settings.beam,
        batch_tokens=settings.batch_tokens,
    )
    return GlossaryTranslator(translator, glossary) if glossary else translator


def available_cores(cgroup: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Return the number of cores that this process may use, by its affinity and the quota of its container."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = cgroup.read_text(encoding="ascii").split()
        return max(1, min(cores, round(int(quota) / int(period))))
    except (OSError, ValueError):  # no Linux, no cgroup, or "max": no quota
        return cores


def _finish(sentence: str, output: str) -> Translation:
    """Return the output if it can be read, cut where it begins to loop, or else a gloss."""
    cut = guards.cut_loops(sentence, output)
    if guards.is_unusable(sentence, cut):
        return Translation(text=gloss_sentence(sentence) or sentence, gloss=True)
    return Translation(text=add_numbers(sentence, cut))


def _join_parts(parts: dict[int, list[str]]) -> list[str]:
    """Return the best outputs of all parts joined, then the second best …"""
    in_order = [parts[part] for part in sorted(parts)]
    return [" ".join(outputs) for outputs in zip(*in_order, strict=False)]


def _runs(pieces: list[str]) -> Iterator[list[str]]:
    """Yield the pieces in runs that the model can take, parted at the beginning of a word."""
    while len(pieces) > LONGEST_PIECES:
        at = next(
            (at for at in range(LONGEST_PIECES, LONGEST_PIECES // 2, -1) if pieces[at].startswith("▁")),
            LONGEST_PIECES,
        )
        yield pieces[:at]
        pieces = pieces[at:]
    if pieces:
        yield pieces


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=6)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
