"""The translator on the bundled model, for real: order and length, guards on what the model makes, threads."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.sentences import split_sentences
from indexer.translation import guards
from indexer.translation.packages import Package, bundled_package
from indexer.translation.passthrough import missing_latin
from indexer.translation.quantities import missing_numbers
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import ArgosTranslator, Translation, Translator, available_cores, open_translator
from search.errors import TranslationError
from search.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    return open_translator(Settings(packages=tmp_path_factory.mktemp("packages"), workers=2))


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """All sentences of our politics articles, titles included."""
    lines = (ROOT / "corpus" / "articles" / "politics.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    texts = [text for article in articles for text in (article["title"], article["body"])]
    return [sentence.text for text in texts for sentence in split_sentences(text)]


def test_a_sentence_is_translated(translator: Translator) -> None:
    [made] = translator.translate(["राष्ट्रपति ने 14 नए वार्ड बनाने का प्रस्ताव रखा।"])
    assert not made.gloss
    assert "14" in made.text
    assert "president" in made.text.lower()
    assert "ward" in made.text


def test_translations_keep_length_and_order(translator: Translator, sentences: list[str]) -> None:
    chosen = sentences[:40]
    together = translator.translate(chosen)
    backwards = translator.translate(chosen[::-1])[::-1]
    same = sum(one == other for one, other in zip(together, backwards, strict=True))
    assert len(together) == len(chosen)
    assert same >= 0.9 * len(chosen)  # near-ties of the beam may fall differently in another batch


def test_guards_hold_on_everything_the_model_makes(translator: Translator, sentences: list[str]) -> None:
    made = translator.translate(sentences)
    assert len(made) == len(sentences) > 100
    for sentence, translation in zip(sentences, made, strict=True):
        assert translation.text.strip()
        assert not guards.has_hindi(translation.text)
        assert guards.find_loop(translation.text) is None
        assert not guards.is_unusable(sentence, translation.text)
        assert not missing_latin(sentence, translation.text)
    lost = [sentence for sentence, one in zip(sentences, made, strict=True) if missing_numbers(sentence, one.text)]
    assert len(lost) < 0.1 * len(sentences)


@pytest.mark.parametrize("text", ["", "  ", "Hello, world_1!", "12.5", "https://example.in/a_b", "…", "\u200d"])
def test_text_without_hindi_comes_back_unchanged(translator: Translator, text: str) -> None:
    assert translator.translate([text]) == [Translation(text=text)]


def test_nothing_gives_nothing(translator: Translator) -> None:
    assert translator.translate([]) == []


def test_latin_words_addresses_and_numbers_survive(translator: Translator) -> None:
    source = "NASA ने 1,247 तस्वीरें https://example.in/a_b पर डालीं और SMS भेजा।"
    [made] = translator.translate([source])
    for word in ("NASA", "1,247", "https://example.in/a_b", "SMS"):
        assert word in made.text


def test_very_long_sentence_is_translated_in_parts(translator: Translator) -> None:
    [made] = translator.translate(["सरकार ने आज नई योजना की घोषणा की है, " * 30])
    assert made.text


@pytest.mark.parametrize(
    "text", ["।", "क", "्", "\u0902\u0902\u0902", "हा" * 300, "हा हा हा हा हा हा", "क\x00ख", "ॐ" * 50, "१" * 400]
)
def test_strange_input_gives_something_readable(translator: Translator, text: str) -> None:
    [made] = translator.translate([text])
    assert len(made.text) <= 3 * len(text) + 60


def test_threads_share_the_translator(translator: Translator, sentences: list[str]) -> None:
    parts = [sentences[at : at + 10] for at in range(0, 60, 10)]
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(translator.translate, parts))
    assert [len(part) for part in made] == [len(part) for part in parts]
    assert all(translation.text for part in made for translation in part)


def test_key_changes_with_the_beam_and_names_the_model(translator: Translator) -> None:
    package = bundled_package()
    assert package is not None
    wider = ArgosTranslator(package, threads=1, beam=3, batch_tokens=1024)
    assert wider.key_for("भारत") != translator.key_for("भारत")
    assert wider.model == translator.model == f"{package.name} {package.version}"


def test_damaged_model_is_a_clear_error(tmp_path: Path) -> None:
    bundled = bundled_package()
    assert bundled is not None
    for name in ("metadata.json", "sentencepiece.model"):
        (tmp_path / name).write_bytes((bundled.path / name).read_bytes())
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.bin").write_bytes(b"no model")
    package = Package(name="broken-hi_en", version="1", from_code="hi", to_code="en", path=tmp_path)
    with pytest.raises(TranslationError, match=r"broken-hi_en.*models install"):
        ArgosTranslator(package, threads=1, beam=1, batch_tokens=1024)


def test_unknown_model_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(TranslationError, match=r"'nothing'.*models install"):
        open_translator(replace(Settings(), packages=tmp_path, model="nothing"))


def test_importing_the_package_loads_no_translator() -> None:
    code = (
        "import sys, indexer.translation, indexer.translation.memory, indexer.translation.install, "
        "indexer.translation.cli\n"
        "print({'argostranslate', 'ctranslate2', 'sentencepiece', 'stanza', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_recorded_translator_keeps_the_same_promises() -> None:
    recorded = RecordedTranslator({"नमस्ते।": "Hello."})
    assert recorded.translate(["नमस्ते।", "Hi", ""]) == [
        Translation(text="Hello."),
        Translation(text="Hi"),
        Translation(text=""),
    ]
    assert recorded.asked == ["नमस्ते।", "Hi", ""]
    other = RecordedTranslator({"नमस्ते।": "Hi."})
    assert recorded.key_for("नमस्ते।") != other.key_for("नमस्ते।")
    assert recorded.key_for("सरकार") == other.key_for("सरकार")
    with pytest.raises(TranslationError, match=r"'अज्ञात'.*RecordedTranslator"):
        recorded.translate(["अज्ञात"])


@pytest.mark.parametrize(("quota", "most"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", 10_000)])
def test_quota_of_a_container_limits_the_threads(tmp_path: Path, quota: str, most: int) -> None:
    file = tmp_path / "cpu.max"
    file.write_text(quota + "\n", encoding="ascii")
    assert 1 <= available_cores(file) <= most
    assert 1 <= available_cores(tmp_path / "missing") == available_cores(tmp_path / "nothing")
