"""One changed input read to its articles, sentences and words; called in a process that has limits.

The limit of processor time is a signal that ends the process, because only that stops code in C; so the process first
says which input it begins with.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
import time
import traceback

from benchmarks.fuzzing.changes import change
from benchmarks.fuzzing.samples import SAMPLES
from benchmarks.measurement import peak_bytes
from indexer.readers.reading import Reading, read_source
from indexer.readers.source import Source
from indexer.sentences import split_sentences
from search.analysis.tokens import analyse
from search.model import Article, Rejected
from search.settings import Settings

SECONDS = 5.0  # of the processor for one input
MEMORY = 2**31  # bytes of addresses of the whole process


def read_all(data: bytes, name: str) -> tuple[int, int]:
    """Return how many articles and how many reasons the input gives; raise where it is neither."""
    articles = rejected = 0
    for one in read_source(Source(io.BytesIO(data), name), Reading(limit=Settings().max_article_bytes)):
        if isinstance(one, Rejected):
            rejected += 1
            assert one.reason
            continue
        articles += 1
        assert isinstance(one, Article)
        assert one.title or one.body
        for text in (one.title, *one.body):
            for sentence in split_sentences(text):
                analyse(sentence.text)
    return articles, rejected


def main(first: int, count: int, names: list[str]) -> None:
    """Read so many changes of each sample from seed `first` on; a line of JSON on standard output before and after."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    samples = [sample for sample in SAMPLES if not names or sample.name in names]
    for seed in range(first, first + count):
        for sample in samples:
            data = change(sample, seed)
            print(json.dumps({"name": sample.name, "seed": seed, "size": len(data)}), flush=True)
            before = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            try:
                articles, rejected = read_all(data, sample.name)
                fault = "" if articles or rejected else "neither an article nor a reason"
            except BaseException:  # whatever it is, it is what is looked for
                articles = rejected = 0
                fault = traceback.format_exc(limit=-3)
            signal.setitimer(signal.ITIMER_PROF, 0)
            took = time.process_time() - before
            done = {"articles": articles, "rejected": rejected, "fault": fault, "took": took, "peak": peak_bytes()}
            print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
