"""Translating in a process of its own: what happens to it, really killed and really hanging, costs one request."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.translation.process_translator import ProcessTranslator, open_process_translator
from indexer.translation.translator import open_translator
from indexer.translation.worker_process import WorkerFailed
from search.errors import PackageMissing, TranslationError
from search.settings import Settings
from tests.conftest import ROOT
from tests.dangerous import CRASH, FAULT, HANG, IMPOSSIBLE, MEMORY
from tests.limits import at_most

SAFE = "सब ठीक है।"
SENTENCES = ("प्रधानमंत्री ने कहा कि 17 लाख लोग आए।", "", "No Hindi.", "a broken \ud800 letter", "दिल्ली में बारिश हुई।")


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    with at_most(60):
        yield


@pytest.fixture
def translator(tmp_path: Path) -> Iterator[ProcessTranslator]:
    with ProcessTranslator("tests.dangerous:open_dangerous", [str(tmp_path / "log")], seconds=1.5) as translator:
        yield translator


def test_it_translates_as_the_translator_in_this_process_does(tmp_path: Path) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("बारिश\tdownpour\n", encoding="utf-8")
    for settings in (Settings(), Settings(glossary=glossary, beam=1)):
        here = open_translator(settings)
        with open_process_translator(settings) as there:
            assert there.translate(SENTENCES) == here.translate(SENTENCES)
            assert there.model == here.model
            assert [there.key_for(one) for one in SENTENCES] == [here.key_for(one) for one in SENTENCES]
            assert there.translate([]) == []


@pytest.mark.parametrize(
    ("danger", "told"),
    [
        (CRASH, "its process ended: SIGSEGV"),
        (MEMORY, "its process ended: SIGKILL, perhaps for want of memory"),
        (HANG, "no answer within 2 s; translate_timeout can give it more"),
        (FAULT, "RuntimeError: a tensor has no shape"),
    ],
)
def test_after_a_failure_it_goes_on(danger: str, told: str, translator: ProcessTranslator) -> None:
    translator.translate([SAFE])
    with pytest.raises(WorkerFailed) as raised:
        translator.translate([SAFE, danger])
    assert str(raised.value) == told
    assert translator.translate([SAFE])[0].text == "10 letters"


def test_what_makes_translating_impossible_is_told_as_such(translator: ProcessTranslator) -> None:
    with pytest.raises(TranslationError, match=r"^The package is broken. Install it again.$"):
        translator.translate([IMPOSSIBLE])


@pytest.mark.parametrize(
    ("factory", "told"),
    [
        ("crash_at_once", "cannot start: its process ended: SIGSEGV"),
        ("refuse", "The package is broken"),
        ("forget", "cannot start: ValueError: no such encoding"),
    ],
)
def test_a_translator_that_cannot_be_made_is_told_at_once(factory: str, told: str) -> None:
    with ProcessTranslator(f"tests.dangerous:{factory}", [], seconds=60) as translator:
        for _ in range(2):
            with pytest.raises(TranslationError, match=told):
                translator.translate([SAFE])


def test_a_package_that_is_not_there_is_told_before_anything_is_started(tmp_path: Path) -> None:
    with pytest.raises(PackageMissing), open_process_translator(Settings(model="none", packages=tmp_path)):
        pytest.fail("opened")


def test_a_package_that_changed_is_not_taken_for_the_same(translator: ProcessTranslator, tmp_path: Path) -> None:
    assert translator.key_for(SAFE) == "dangerous"
    (tmp_path / "version").write_text("other")
    with pytest.raises(WorkerFailed):
        translator.translate([CRASH])
    with pytest.raises(TranslationError, match=r"'other'.*Give the same command again"):
        translator.translate([SAFE])


def test_a_process_that_was_ended_while_nobody_asked_is_replaced_in_silence(translator: ProcessTranslator) -> None:
    translator.translate([SAFE])
    killed = _number(translator)
    os.kill(killed, signal.SIGKILL)
    while translator.worker and translator.worker.is_alive:
        time.sleep(0.01)
    assert translator.translate([SAFE])[0].text == "10 letters"
    assert _number(translator) != killed


def test_signals_that_are_meant_for_the_indexer_do_not_end_it(translator: ProcessTranslator) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(_number(translator), number)  # as early as can be
    translator.translate([SAFE])
    before = _number(translator)
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(before, number)
    translator.translate([SAFE])
    assert _number(translator) == before


def test_an_interrupt_leaves_no_answer_behind(translator: ProcessTranslator) -> None:
    """The next sentences must not be given the translation of those before the interrupt."""
    translator.translate([SAFE])

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    former = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with subprocess.Popen([sys.executable, "-c", f"import os; os.kill({os.getpid()}, {signal.SIGUSR1:d})"]):  # noqa: SIM117
            with pytest.raises(KeyboardInterrupt):
                translator.translate([HANG])
    finally:
        signal.signal(signal.SIGUSR1, former)
    assert translator.translate(["दो"])[0].text == "2 letters"


@pytest.mark.parametrize("sentence", [SAFE, HANG])
def test_it_ends_with_the_indexer_however_that_ends(sentence: str, tmp_path: Path) -> None:
    script = (
        "from indexer.translation.process_translator import ProcessTranslator\n"
        f"translator = ProcessTranslator('tests.dangerous:open_dangerous', [{str(tmp_path / 'log')!r}], seconds=60)\n"
        f"translator.translate([{SAFE!r}])\n"
        "print('ready', flush=True)\n"
        f"translator.translate([{sentence!r}])\n"
        "input()\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        while sentence not in (tmp_path / "log").read_text("utf-8"):
            time.sleep(0.01)
        process.kill()
        # both have it open, and so it ends when both have
        assert process.stderr.read() == b""


def test_the_indexer_itself_loads_no_model(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_text('{"id": "a", "title": "पटना में बारिश"}', encoding="utf-8")
    script = (
        "import sys\n"
        "from dubhashi import cli\n"
        "cli(sys.argv[1:], standalone_mode=False)\n"
        "print({'ctranslate2', 'sentencepiece'} & set(sys.modules))\n"
    )
    command = [sys.executable, "-c", script, "index", str(source), "--index", str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "1 sentence translated" in done.stdout
    assert done.stdout.splitlines()[-1] == "set()"


@pytest.mark.skipif(not Path("/proc/self/oom_score_adj").exists(), reason="only Linux says who goes first")
def test_where_memory_runs_out_it_goes_before_the_indexer(translator: ProcessTranslator) -> None:
    translator.translate([SAFE])
    scores = [int(Path(f"/proc/{one}/oom_score_adj").read_text()) for one in (_number(translator), os.getpid())]
    assert scores[0] == 500 > scores[1]


def _number(translator: ProcessTranslator) -> int:
    assert translator.worker is not None
    return translator.worker.pid
