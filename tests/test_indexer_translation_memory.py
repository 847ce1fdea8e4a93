"""The translation memory: what it remembers, and what it survives."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.translation.memory import CHUNK, Counts, TranslationMemory, translate_remembered
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import Translation
from search.errors import TranslationError

ROOT = Path(__file__).parent.parent
HELLO = Translation(text="Hello.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "translations.sqlite"


def test_what_was_put_is_found_again_after_reopening(path: Path) -> None:
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"नमस्ते।": HELLO, "बैठक": Translation(text="Meeting", gloss=True)})
    with TranslationMemory(path) as memory:
        assert memory.get_many("m", ["नमस्ते।", "बैठक", "और"]) == {
            "नमस्ते।": HELLO,
            "बैठक": Translation(text="Meeting", gloss=True),
        }
        assert memory.count() == 2


def test_models_do_not_share_translations(path: Path) -> None:
    with TranslationMemory(path) as memory:
        memory.put_many("m1", {"नमस्ते।": HELLO})
        assert memory.get_many("m2", ["नमस्ते।"]) == {}
        assert (memory.count("m1"), memory.count("m2")) == (1, 0)


def test_white_space_and_normal_forms_are_evened_out_but_words_are_not(path: Path) -> None:
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"बाढ़ से 12 मौतें": HELLO})
        assert memory.get_many("m", ["बाढ़  से\t12 मौतें ", "बाढ\u093c से 12 मौतें"]).keys() == {
            "बाढ़  से\t12 मौतें ",
            "बाढ\u093c से 12 मौतें",
        }
        assert memory.get_many("m", ["बाढ से 12 मौतें", "बाढ़ से १२ मौतें", "बाढ़ से 12 मौतें।"]) == {}


def test_putting_again_replaces(path: Path) -> None:
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"क": HELLO})
        memory.put_many("m", {"क": Translation(text="K")})
        assert memory.get_many("m", ["क"]) == {"क": Translation(text="K")}
        assert memory.count() == 1


def test_many_are_found_at_once(path: Path) -> None:
    pairs = {f"वाक्य {number}": Translation(text=f"Sentence {number}") for number in range(3000)}
    with TranslationMemory(path) as memory:
        memory.put_many("m", pairs)
        assert memory.get_many("m", pairs) == pairs


def test_only_new_sentences_are_translated_and_each_once(path: Path) -> None:
    translator = RecordedTranslator({"क": "K", "ख": "Kh", "ग": "G"})
    with TranslationMemory(path) as memory:
        made, counts = translate_remembered(translator, memory, ["क", "ख", "क"])
        assert [one.text for one in made] == ["K", "Kh", "K"]
        assert counts == Counts(translated=2, remembered=1)
        made, counts = translate_remembered(translator, memory, ["ग", "क", "hello"])
        assert [one.text for one in made] == ["G", "K", "hello"]
        assert counts == Counts(translated=2, remembered=1)
        assert translator.asked == ["क", "ख", "ग", "hello"]
        assert translate_remembered(translator, memory, ["क", "ख", "ग", "hello"])[1] == Counts(remembered=4)
        assert translate_remembered(translator, memory, []) == ([], Counts())


class FailingTranslator(RecordedTranslator):
    """Stands for a run that is killed in its second chunk."""

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        if self.asked:
            raise KeyboardInterrupt
        return super().translate(sentences)


def test_a_run_that_is_killed_loses_one_chunk(path: Path) -> None:
    pairs = {f"वाक्य {number}": f"Sentence {number}" for number in range(CHUNK + 10)}
    with TranslationMemory(path) as memory, pytest.raises(KeyboardInterrupt):
        translate_remembered(FailingTranslator(pairs), memory, list(pairs))
    with TranslationMemory(path) as memory:
        assert translate_remembered(RecordedTranslator(pairs), memory, list(pairs))[1] == Counts(
            translated=10, remembered=CHUNK
        )


@pytest.mark.parametrize("content", [b"this is no database, only text " * 100, b"", b"SQLite format 3\0" + b"x" * 5000])
def test_file_that_cannot_be_read_is_moved_aside(path: Path, content: bytes, caplog: pytest.LogCaptureFixture) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with caplog.at_level(logging.WARNING), TranslationMemory(path) as memory:
        memory.put_many("m", {"क": HELLO})
        assert memory.get_many("m", ["क"]) == {"क": HELLO}
    if content:
        assert (path.parent / f"{path.name}.damaged-1").read_bytes() == content
        assert str(path) in caplog.text
        assert "translated again" in caplog.text


def test_file_that_is_damaged_in_the_middle_is_begun_anew(path: Path) -> None:
    pairs = {f"वाक्य {number}": Translation(text=f"Sentence {number} " * 20) for number in range(2000)}
    with TranslationMemory(path) as memory:
        memory.put_many("m", pairs)
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(bytes(content))
    with TranslationMemory(path) as memory:
        memory.get_many("m", pairs)
        memory.put_many("m", pairs)
        assert memory.get_many("m", pairs) == pairs


def test_file_of_another_format_is_moved_aside(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("CREATE TABLE translation (x)")
    connection.commit()
    connection.close()
    with TranslationMemory(path) as memory:
        assert memory.count() == 0
    assert (path.parent / f"{path.name}.damaged-1").exists()


def test_threads_share_a_memory(path: Path) -> None:
    with TranslationMemory(path) as memory:

        def work(number: int) -> None:
            for step in range(20):
                memory.put_many("m", {f"{number} {step}": HELLO})

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert memory.count() == 80


def test_two_processes_write_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from indexer.translation.memory import TranslationMemory\n"
        "from indexer.translation.translator import Translation\n"
        "memory = TranslationMemory(Path(sys.argv[1]))\n"
        "for step in range(100):\n"
        "    memory.put_many('m', {f'{sys.argv[2]} {step}': Translation(text='x')})\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name], cwd=ROOT) for name in ("one", "two", "three")
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    with TranslationMemory(path) as memory:
        assert memory.count() == 300


def test_memory_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "file" / "memory.sqlite"):
        with pytest.raises(TranslationError) as caught:
            TranslationMemory(path)
        assert str(path) in str(caught.value)
        assert "run the same command again" in str(caught.value)
