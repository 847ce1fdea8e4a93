"""Looking after an index folder: is it whole, and writing its postings anew from its documents."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from search.analysis.entry import make_entry
from search.engines.documents import DocumentStore
from search.engines.durable import sync_folder
from search.engines.faults import BROKEN_TABLES, RESTORE, document_faults, posting_faults
from search.engines.folder import DOCUMENTS, FORMAT, POSTINGS, check_folder, read_format, write_format
from search.engines.seals import seal
from search.engines.whoosh_postings import change_postings, create_postings, take_lock
from search.errors import DubhashiError, IndexDamaged, IndexLocked
from search.model import Document

_INTERRUPTED = "A publish was interrupted. The next run of dubhashi index mends it; nothing acknowledged is lost."
BATCH = 1000  # documents of one commit while rebuilding; their terms are in memory together


def rebuild(path: Path, progress: Callable[[int], None] = lambda count: None) -> int:
    """Analyse every document again and write new postings; translates nothing. Return the number of documents.

    From the first change until the end the folder says that it needs a rebuild, so a rebuild that was killed is run
    again, and no half-built postings are ever searched. Raises IndexDamaged, with nothing changed, where documents
    cannot be read: old postings are better than none.
    """
    found = read_format(path)
    if int(found.partition(".")[0]) > FORMAT:
        advice = "export it with the version that wrote it: dubhashi export, then import it here: dubhashi import"
        raise IndexDamaged(path, f"its documents have format {found!r}, which this version cannot read; {advice}")
    if not (path / DOCUMENTS).is_file():
        raise IndexDamaged(path, f"{DOCUMENTS} is missing, and with it the articles", mendable=False)
    release = take_lock(path)
    if release is None:
        raise IndexLocked(path)
    try:
        store = DocumentStore(path / DOCUMENTS, create=True)
        try:
            _check_documents(path, store)
            write_format(path, analysis=0)
            store.undo()
            store.forget_terms()
            fresh = path / (POSTINGS + ".new")
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            create_postings(fresh)
            count = 0
            for numbers, documents in _batches(store):
                entries = [make_entry(document) for document in documents]
                store.replace_analysis(list(zip(numbers, entries, strict=True)))
                change_postings(
                    fresh, [(number, entry.fields) for number, entry in zip(numbers, entries, strict=True)], []
                )
                count += len(entries)
                progress(count)
            shutil.rmtree(path / POSTINGS, ignore_errors=True)
            fresh.replace(path / POSTINGS)
            sync_folder(path)  # before anything says that they are whole
            store.settle(seal(path / POSTINGS, {}))  # a new generation, so that open readers see it
            write_format(path)
        finally:
            store.close()
    finally:
        release()
    return count


def verify(path: Path) -> tuple[str, ...]:
    """Return what is wrong with the index, a sentence each; nothing when documents and postings agree.

    Reads every document and every posting. Raises IndexMissing or NotAnIndex where there is no index.
    """
    read_format(path)
    try:
        check_folder(path)
    except DubhashiError as error:
        return (str(error),)
    try:
        store = DocumentStore(path / DOCUMENTS)
    except IndexDamaged as error:
        return (f"{error.reason}. {RESTORE}",)
    faults: list[str] = []
    try:
        for kind in (document_faults(store), posting_faults(path / POSTINGS, store)):
            try:
                for fault in kind:
                    faults.append(fault)
            except (IndexDamaged, *BROKEN_TABLES) as error:
                reason = error.reason if isinstance(error, IndexDamaged) else f"{DOCUMENTS} cannot be read ({error})"
                faults.append(f"{reason}. {RESTORE}")
        if not faults and store.staged():
            faults.append(_INTERRUPTED)
    finally:
        store.close()
    return tuple(dict.fromkeys(faults))


def _check_documents(path: Path, store: DocumentStore) -> None:
    faults = [f"{DOCUMENTS}: {fault}" for fault in store.integrity()]
    faults += [f"a document cannot be read ({one})" for one in store.readable_documents() if isinstance(one, Exception)]
    if faults:
        raise IndexDamaged(path, f"{faults[0]}; nothing was changed", mendable=False)


def _batches(store: DocumentStore) -> Iterator[tuple[list[int], list[Document]]]:
    numbers = sorted(store.numbers(staged=False))
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        documents = store.by_number(part)
        yield part, [documents[number] for number in part]
