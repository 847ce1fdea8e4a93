"""The process that translates for the indexer, from inside: it makes a translator and answers until it is let go.

While articles are indexed nothing but this process loads CTranslate2, so whatever happens in native code ends it alone.
worker_process.py starts it. It ends with the indexer, however that one ends.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from indexer.translation.messages import receive, send
from indexer.translation.packages import read_package
from indexer.translation.translator import ArgosTranslator, Translator
from search.errors import DubhashiError, TranslationError

TRIAL = "यह एक वाक्य है।"
_FIRST_TO_GO = "500"  # of 1000: where memory runs out, Linux ends this process and not the one that writes the index


def serve(descriptor: int, factory: str, arguments: Sequence[Any]) -> None:
    """Make the translator that "module:function" gives for the arguments, and answer what comes through the socket.

    The first message tells the model and the key of the translator, or why there is none.
    """
    with suppress(OSError):  # no Linux
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
    connection = socket.socket(fileno=descriptor)
    requests: SimpleQueue[Any] = SimpleQueue()
    # A thread of its own reads, so that the end of the indexer is noticed in the middle of a translation too.
    threading.Thread(target=_read, args=(connection, requests), daemon=True).start()
    try:
        translator = _make(factory, arguments)
        send(connection, {"model": translator.model, "key": translator.key_for("")})
        while True:
            send(connection, _translate(translator, requests.get()))
    except OSError:
        os._exit(0)  # nobody is there any more
    except Exception as error:  # whatever a package that is broken makes the libraries raise
        send(connection, _fault(error))


def open_folder(path: str, threads: int, beam: int, batch_tokens: int) -> Translator:
    """Return a translator on the package in a folder that has translated a sentence: what is broken fails here."""
    package = read_package(Path(path))
    if package is None:
        raise TranslationError(
            f"The translation package at '{path}' is not there any more. See what is: dubhashi models list"
        )
    translator = ArgosTranslator(package, threads=threads, beam=beam, batch_tokens=batch_tokens)
    translator.translate([TRIAL])
    return translator


def _make(factory: str, arguments: Sequence[Any]) -> Translator:
    module, _, name = factory.partition(":")
    translator: Translator = getattr(import_module(module), name)(*arguments)
    return translator


def _translate(translator: Translator, request: Mapping[str, Any]) -> dict[str, object]:
    # What never ends and lets no other thread run is ended by the system, even where the indexer has gone.
    signal.setitimer(signal.ITIMER_REAL, request["seconds"])
    try:
        return {"made": [(one.text, one.gloss) for one in translator.translate(request["sentences"])]}
    except Exception as error:  # the libraries under a translator raise what they like
        return _fault(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _fault(error: Exception) -> dict[str, object]:
    if isinstance(error, DubhashiError):
        return {"impossible": str(error)}
    return {"fault": f"{type(error).__name__}: {error}"}


def _read(connection: socket.socket, requests: SimpleQueue[Any]) -> None:
    try:
        while True:
            requests.put(receive(connection))
    except (OSError, EOFError):
        os._exit(0)
