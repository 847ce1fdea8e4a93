"""Scores a package as it ships: BLEU and chrF under several decodings, and of Dubhashi's own translator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import ctranslate2
import sentencepiece
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF

from indexer.translation.cli import translate_lines
from indexer.translation.packages import read_package
from indexer.translation.translator import ArgosTranslator
from search.settings import Settings
from training.facts import Record
from training.parallel import AUTHORED, hold_out, read_development, read_pairs

_LONGEST = 250  # pieces; a longer sentence is cut, as nothing longer was trained on
Decode = Callable[[Sequence[str]], list[str]]


def score_package(package: Path, parallel: Path) -> Record:
    """Return the scores of an unpacked package on dev and on the held-out news, with sacrebleu's signatures."""
    bleu, chrf = BLEU(), CHRF()
    texts = {"dev": read_development(parallel), "held-out news": hold_out(read_pairs(parallel / AUTHORED))}
    rows = []
    for decoding, decode in _decodings(package).items():
        for text, pairs in texts.items():
            made, wanted = decode([pair.hi for pair in pairs]), [[pair.en for pair in pairs]]
            scores = {
                "BLEU": round(bleu.corpus_score(made, wanted).score, 2),
                "chrF": round(chrf.corpus_score(made, wanted).score, 2),
            }
            rows.append({"text": text, "sentences": len(pairs), "decoding": decoding, **scores})
    signatures = {"BLEU": str(bleu.get_signature()), "chrF": str(chrf.get_signature())}
    return {"package": package.name, "rows": rows, "signatures": signatures}


def _decodings(package: Path) -> dict[str, Decode]:
    """Return the ways of translating that are compared, by the name that the card gives them."""
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    model = ctranslate2.Translator(str(package / "model"), device="cpu", compute_type="int8", intra_threads=1)
    installed = read_package(package)
    if installed is None:
        raise FileNotFoundError(f"'{package}' is no unpacked package. Make one with: python -m training export")
    ours = ArgosTranslator(installed, threads=1, beam=Settings().beam, batch_tokens=Settings().batch_tokens)

    def plain(beam: int, no_repeat: int = 0) -> Decode:
        def decode(sentences: Sequence[str]) -> list[str]:
            pieces = [tokenizer.encode(sentence, out_type=str)[:_LONGEST] for sentence in sentences]
            results = model.translate_batch(
                pieces, beam_size=beam, no_repeat_ngram_size=no_repeat, max_batch_size=1024, batch_type="tokens"
            )
            return [tokenizer.decode_pieces(result.hypotheses[0]) for result in results]

        return decode

    return {
        "beam 2": plain(2),
        "beam 4": plain(4),
        "beam 4, no repeated 3-grams": plain(4, 3),
        f"project (beam {Settings().beam}, guards)": lambda sentences: translate_lines(ours, list(sentences)),
    }
