"""kill -9 in the middle of indexing: the index opens, every acknowledged article is found, the next run completes."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import search
from search.engines.maintenance import verify
from search.errors import IndexMissing

KILLS = 20
ARTICLES = 400
FEW = 100


def test_killing_the_indexer_loses_no_acknowledged_article(tmp_path: Path) -> None:
    source, index = tmp_path / "articles.jsonl", tmp_path / "index"
    write_articles(source, ARTICLES)
    command = [sys.executable, "-m", "dubhashi", "index", str(source), "--index", str(index), "--publish-every", "4"]
    rng = random.Random(20)
    killed = acknowledged = 0
    log = tmp_path / "log"
    while killed < KILLS:
        with log.open("wb") as errors:
            process = subprocess.Popen(command, stdout=errors, stderr=errors, start_new_session=True)
            # some kills fall into the start, most into indexing; waiting for the first line keeps slow machines honest
            if rng.random() < 0.8:
                _wait_for_progress(log, process)
            time.sleep(rng.uniform(0, 0.4))
            finished = process.poll() is not None
            if not finished:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        assert not finished or process.returncode == 0, log.read_text()
        killed += not finished
        acknowledged = max(
            [acknowledged, *map(int, re.findall(r"([\d,]+) published", log.read_text().replace(",", "")))]
        )
        try:
            with search.open_index(index) as opened:
                present = opened.statistics().documents
                assert present >= acknowledged
                for number in range(0, acknowledged, 7):
                    assert opened.document(f"a{number:03}").title.en
                assert opened.search("", limit=1).total == present
        except IndexMissing:
            assert acknowledged == 0
        if finished:  # begin anew: the index was completed before it could be killed often enough
            acknowledged = 0
            index = index.with_name(f"index{killed}")
            command[command.index("--index") + 1] = str(index)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert f"{ARTICLES} documents in the index" in done.stdout
    assert verify(index) == ()


def write_articles(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            article = {
                "id": f"a{number:03}",
                "title": f"समाचार संख्या {number}",
                "body": f"नगर {number} में आज {number + 3} सड़कों की मरम्मत शुरू हुई। लोगों ने {number} शिकायतें दी थीं।",
            }
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")


def _wait_for_progress(log: Path, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None and b"published" not in log.read_bytes():
        time.sleep(0.02)


def test_ctrl_c_publishes_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    source, index, log = tmp_path / "articles.jsonl", tmp_path / "index", tmp_path / "log"
    write_articles(source, FEW)
    command = [sys.executable, "-m", "dubhashi", "index", str(source), "--index", str(index), "--publish-every", "4"]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=errors, stderr=errors, start_new_session=True)
        _wait_for_progress(log, process)
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells the process that translates, too
        assert process.wait() == 130
    assert "the same command goes on where this one stopped" in log.read_text()
    assert "Traceback" not in log.read_text()
    with search.open_index(index) as opened:
        present = opened.statistics().documents
    assert 4 <= present < FEW
    assert verify(index) == ()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"{FEW - present} indexed, 0 replaced, {present} unchanged" in done.stdout
