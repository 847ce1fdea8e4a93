"""A translator that knows a fixed set of sentences, for tests of other parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from indexer.translation.guards import has_hindi
from indexer.translation.translator import Translation
from search.errors import TranslationError


class RecordedTranslator:
    """Keeps the promises of Translator with translations that were written down; anything else raises."""

    def __init__(self, pairs: Mapping[str, str], *, model: str = "recorded 1") -> None:
        self._pairs = dict(pairs)
        self._model = model
        self.asked: list[str] = []  # every sentence that was translated, in order

    @property
    def model(self) -> str:
        """The name and version that was given."""
        return self._model

    def key_for(self, text: str) -> str:
        """Return the model and the recorded pairs whose Hindi stands in the text."""
        pairs = sorted(pair for pair in self._pairs.items() if pair[0] in text)
        return f"{self._model}/{blake2b(repr(pairs).encode(), digest_size=6).hexdigest()}"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        """Return the recorded translations; raise TranslationError for a Hindi sentence that is not recorded."""
        self.asked.extend(sentences)
        return [Translation(text=self._translate(sentence)) for sentence in sentences]

    def _translate(self, sentence: str) -> str:
        if sentence in self._pairs:
            return self._pairs[sentence]
        if not has_hindi(sentence):
            return sentence
        raise TranslationError(
            f"No translation is recorded for {sentence!r}. Add it to the pairs given to RecordedTranslator."
        )
