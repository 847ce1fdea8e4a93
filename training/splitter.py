"""A rule that ends Hindi sentences, as an ONNX graph in the form of argostranslate's packaged splitters.

Dubhashi does not use it: it splits sentences itself. But stock argostranslate, given a package without a splitter,
downloads one at its first translation; with this one our package works there without a network, too.

The rule: a sentence ends at "।", at "?", "!" or "…" before a space, and at a "." behind three Hindi letters (not
behind "डॉ.") before a space; closing quotes belong to what they close. The graph looks up five properties of each
character and combines them with its neighbours'; it was not trained.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

_PROPERTIES = {"end": "।॥", "ask": "?!…", "dot": ".", "close": "\"'”’)]»", "gap": " "}
_DEVANAGARI = [chr(code) for code in range(0x900, 0x980)]
CHARACTERS = ["<PAD>", "<UNK>", *_DEVANAGARI, *" .?!\"'”’)]»…"]
_NO_LETTERS = set("।॥०१२३४५६७८९")


def splitter_model() -> bytes:
    """Return the ONNX file; class 2 of its output means that a sentence ends with this character."""
    graph = _Graph()
    found = graph.node("Gather", graph.array("table", _table()), "units")
    names = [*_PROPERTIES, "letter"]
    end, ask, dot, close, gap, letter = (
        graph.node("Gather", found, graph.array(f"column_{name}", np.int64(number)), axis=2)
        for number, name in enumerate(names)
    )
    first = graph.before(letter)
    second = graph.before(first)
    third = graph.before(second)
    word = graph.both(first, graph.both(second, third))
    stop = graph.either(end, graph.either(ask, graph.both(dot, word)))
    spaced = graph.after(gap)
    closed_next = graph.either(graph.after(close), graph.after(end))
    plain = graph.both(stop, graph.either(spaced, graph.both(end, graph.opposite(closed_next))))
    quoted = graph.both(graph.both(close, graph.before(stop)), spaced)
    ends = graph.node("Unsqueeze", graph.either(plain, quoted), graph.array("axis", _whole(2)))
    never = graph.node("Mul", ends, graph.array("zero", np.float32(0)))
    other = graph.node("Add", never, graph.array("half", np.float32(0.5)))  # wins wherever nothing ends
    graph.nodes.append(helper.make_node("Concat", [other, never, ends], ["logits"], axis=2))
    model = graph.model()
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString(deterministic=True)
    return content


def _table() -> np.ndarray[Any, Any]:
    """Return a row for each character with 1 where it has the property; padding counts as a gap."""
    table = np.zeros((len(CHARACTERS), len(_PROPERTIES) + 1), np.float32)
    for column, characters in enumerate(_PROPERTIES.values()):
        for character in characters:
            table[CHARACTERS.index(character), column] = 1
    table[0, list(_PROPERTIES).index("gap")] = 1
    for character in set(_DEVANAGARI) - _NO_LETTERS:
        table[CHARACTERS.index(character), -1] = 1
    return table


def _whole(*numbers: int) -> np.ndarray[Any, Any]:
    return np.array(numbers, np.int64)


class _Graph:
    """Collects nodes and constants; values are 1 for true and 0 for false, one for each character."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self._arrays: dict[str, Any] = {}

    def array(self, name: str, value: Any) -> str:
        """Give a constant its name."""
        self._arrays[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add an operation and return the name of its output."""
        name = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def both(self, left: str, right: str) -> str:
        """Return where both are true."""
        return self.node("Mul", left, right)

    def either(self, left: str, right: str) -> str:
        """Return where one of them is true."""
        return self.node("Max", left, right)

    def opposite(self, value: str) -> str:
        """Return where it is false."""
        return self.node("Sub", self.array("one", np.float32(1)), value)

    def before(self, value: str) -> str:
        """Return each character's left neighbour's value; false for the first."""
        return self._moved(value, (0, -1), [0, 1, 0, 0], 0)

    def after(self, value: str) -> str:
        """Return each character's right neighbour's value; true for the last."""
        return self._moved(value, (1, 1 << 30), [0, 0, 0, 1], 1)

    def _moved(self, value: str, kept: tuple[int, int], pads: list[int], edge: int) -> str:
        bounds = [self.array(f"place_{place}", _whole(place)) for place in (*kept, 1)]
        inner = self.node("Slice", value, *bounds)
        sides = self.array(f"pads_{edge}", _whole(*pads))
        return self.node("Pad", inner, sides, self.array(f"edge_{edge}", np.float32(edge)))

    def model(self) -> Any:
        """Return the model with what argostranslate's splitter reads from its metadata."""
        inputs = [
            helper.make_tensor_value_info("units", TensorProto.INT64, ["B", "N"]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["B", "N", "F"]),
        ]
        outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["B", "N", 3])]
        graph = helper.make_graph(self.nodes, "hi", inputs, outputs, list(self._arrays.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
        numbers = {character: number for number, character in enumerate(CHARACTERS)}
        unit = {"lang": "hi", "idx": 0, "cutoff": 0, "lower": False, "_unit2id": numbers, "_id2unit": CHARACTERS}
        config = {"feat_funcs": ["space_before"], "batch_size": 32, "max_seqlen": 1000}
        metadata = {"lang_code": "hi", "config": config, "lexicon": None, "vocab": unit}
        helper.set_model_props(
            model,
            {name: value if isinstance(value, str) else json.dumps(value) for name, value in metadata.items()},
        )
        return model
