"""A cache of arrays with a limit in bytes: what was not used for longest goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Arrays = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]
OVERHEAD = 400  # bytes of an entry beside its numbers: two array objects, the key, the links


@dataclass(slots=True, kw_only=True)
class CacheUse:
    """How a cache serves: counted over all caches of an engine, of which each publish begins a new one."""

    hits: int = 0
    misses: int = 0
    bytes: int = 0  # held at present


class ArrayCache:
    """Pairs of arrays by key. Safe for several threads."""

    def __init__(self, limit: int, use: CacheUse | None = None) -> None:
        """Hold at most `limit` bytes; 0 holds nothing. What happens is counted in `use`."""
        self._limit = limit
        self._use = use or CacheUse()
        self._guard = threading.Lock()
        self._entries: OrderedDict[Hashable, Arrays] = OrderedDict()
        self.held = 0  # bytes

    def __len__(self) -> int:
        """Return how many entries are held."""
        return len(self._entries)

    def get(self, key: Hashable, make: Callable[[], Arrays]) -> Arrays:
        """Return what is held under the key, else what `make` gives, which is held from now on."""
        with self._guard:
            found = self._entries.get(key)
            if found is not None:
                self._entries.move_to_end(key)
                self._use.hits += 1
                return found
        made = make()
        with self._guard:
            self._use.misses += 1
            if key not in self._entries:  # another thread may have been faster
                self._entries[key] = made
                self.held += _cost(made)
                while self.held > self._limit:
                    _, dropped = self._entries.popitem(last=False)
                    self.held -= _cost(dropped)
                self._use.bytes = self.held
        return made


def _cost(arrays: Arrays) -> int:
    return arrays[0].nbytes + arrays[1].nbytes + OVERHEAD
