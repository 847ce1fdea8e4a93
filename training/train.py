#!/usr/bin/env python3
# mypy: disallow-subclassing-any=False, warn-unused-ignores=False
"""Trains the Hindi→English Transformer and writes its weights, as one self-contained script.

It needs torch, sentencepiece, sacrebleu and numpy, and nothing else of the project, so that it can be copied to a
bare machine with a GPU. Called again, it goes on from its checkpoint until it prints DONE:

    python training/train.py --preset gpu --prep var/prep --run var/run --minutes 16 --slice 8

Every batch holds sentences of one source length, so that no attention needs a padding mask: padded target positions
come after the real ones and carry no loss. The names of modules are those of the weights files, and stay.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import math
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece
import torch
from torch import Tensor, nn
from torch.nn import functional

PAD, UNKNOWN, BEGIN, END = 0, 1, 2, 3
LONGEST = 256  # pieces of a sentence with its marks; prepare drops longer pairs
WEIGHTS_BYTES = 15 << 20  # of one weights file: some ways off a GPU machine carry files of 16 MiB at most
Ids = list[int]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """The size of the model and how it learns; the names are those of config.json."""

    d: int  # width of the vectors
    heads: int
    ff: int  # inner width of the feed-forward layers
    enc: int  # layers of the encoder
    dec: int  # layers of the decoder; few, because it runs once for each token of the output
    batch: int  # target tokens of a step
    accum: int = 1  # batches of different lengths that make up a step
    lr: float  # highest learning rate
    warmup: int  # steps until it is reached
    drop: float = 0.1  # dropout


RECIPES = {
    "tiny": Recipe(d=64, heads=4, ff=256, enc=2, dec=1, batch=2048, lr=4e-3, warmup=30, drop=0.0),
    "cpu": Recipe(d=192, heads=4, ff=768, enc=4, dec=2, batch=3072, lr=2e-3, warmup=300),
    "gpu": Recipe(d=512, heads=8, ff=1024, enc=6, dec=3, batch=32768, accum=2, lr=1.5e-3, warmup=500, drop=0.3),
}


def _help(words: str) -> dict[str, str]:
    return {"help": words}


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the command line says beside the recipe."""

    prep: Path = field(default=Path("var/prep"), metadata=_help("what `prepare` wrote"))
    run: Path = field(default=Path("var/run"), metadata=_help("checkpoint, weights and records go here"))
    minutes: float = field(
        default=1.0, metadata=_help("minutes of training in all; the learning rate follows the clock")
    )
    steps: int = field(
        default=0,
        metadata=_help("end after so many steps instead (then a run on one CPU thread can be repeated exactly)"),
    )
    slice: float = field(default=1e9, metadata=_help("minutes of this call"))
    eval_every: float = field(default=10.0, metadata=_help("minutes between two evaluations, each with a checkpoint"))
    eval_lines: int = field(default=200, metadata=_help("sentences of each development set that are translated"))
    log_every: float = field(default=20.0, metadata=_help("seconds between two lines of the log"))
    smooth: float = field(default=0.1, metadata=_help("label smoothing"))
    cooldown: float = field(
        default=0.5, metadata=_help("last share of the training in which the learning rate falls to 0")
    )
    bf16: bool = field(default=True, metadata=_help("matrix products in bfloat16"))
    compile: bool = field(default=torch.cuda.is_available(), metadata=_help("compile the layers"))
    muon: bool = field(default=False, metadata=_help("Muon instead of AdamW for the matrices"))
    threads: int = field(default=1, metadata=_help("on shared cores two threads are four times slower than one"))
    seed: int = field(default=1, metadata=_help("of dropout and new weights"))
    init: str = field(default="", metadata=_help("folder with exported weights to start from"))


# ---- data


class Pieces:
    """SentencePiece, and the two vocabularies cut down to what each side uses."""

    def __init__(self, prep: Path) -> None:
        vocabulary = json.loads((prep / "vocab.json").read_text(encoding="utf-8"))
        self.sentencepiece = sentencepiece.SentencePieceProcessor(model_file=str(prep / "sp.model"))
        self.source: list[str] = vocabulary["src"]
        self.target: list[str] = vocabulary["tgt"]
        self._source_ids = {piece: number for number, piece in enumerate(self.source)}

    def split(self, text: str) -> list[str]:
        """Return the pieces of a text, as many as the model takes."""
        return list(self.sentencepiece.encode(text, out_type=str)[: LONGEST - 2])

    def source_ids(self, text: str) -> Ids:
        """Return a Hindi text as numbers, without </s>."""
        return [self._source_ids.get(piece, UNKNOWN) for piece in self.split(text)]

    def text(self, ids: Ids) -> str:
        """Return the English that the numbers stand for."""
        return str(self.sentencepiece.decode_pieces([self.target[number] for number in ids]))


class EncodedRows:
    """One variant of the training rows, on the device: all pieces in one array for each side."""

    def __init__(self, path: Path, device: torch.device) -> None:
        stored = np.load(path)
        self.lengths = {side: stored[f"{side}_len"].astype(np.int64) for side in ("src", "tgt")}
        self._flat: dict[str, Tensor] = {}
        self._starts: dict[str, Tensor] = {}
        self._counts: dict[str, Tensor] = {}
        for side, lengths in self.lengths.items():
            self._flat[side] = torch.from_numpy(stored[side].astype(np.int32)).to(device)
            self._counts[side] = torch.from_numpy(lengths).to(device)
            self._starts[side] = torch.from_numpy(np.concatenate([[0], np.cumsum(lengths)[:-1]])).to(device)

    def batches(self, budget: int, seed: int) -> list[np.ndarray[Any, Any]]:
        """Return the row numbers of every batch: one source length each, at most `budget` tokens on either side."""
        random = np.random.default_rng(seed)
        source, target = self.lengths["src"], self.lengths["tgt"] + 1
        order = np.lexsort((target + random.uniform(-2, 2, len(target)), source))
        batches = []
        start = 0
        for end in np.append(np.flatnonzero(np.diff(source[order])) + 1, len(source)):
            while start < end:
                stop = min(end, start + max(1, budget // source[order[start]]))
                stop = start + max(1, min(stop - start, budget // target[order[start:stop]].max()))
                batches.append(order[start:stop])
                start = stop
        return [batches[number] for number in random.permutation(len(batches))]

    def source(self, rows: np.ndarray[Any, Any]) -> Tensor:
        """Return the rows' Hindi, each with </s>: they are of one length."""
        return functional.pad(self._padded("src", rows)[0], (0, 1), value=END)

    def target(self, rows: np.ndarray[Any, Any]) -> Tensor:
        """Return the rows' English between <s> and </s>, padded behind."""
        padded, counts = self._padded("tgt", rows)
        padded = functional.pad(padded, (0, 1), value=PAD).scatter_(1, counts[:, None], END)
        return functional.pad(padded, (1, 0), value=BEGIN)

    def _padded(self, side: str, rows: np.ndarray[Any, Any]) -> tuple[Tensor, Tensor]:
        flat, width = self._flat[side], int(self.lengths[side][rows].max())
        chosen = torch.from_numpy(rows).to(flat.device)
        counts, places = self._counts[side][chosen], torch.arange(width, device=flat.device)
        found = flat[(self._starts[side][chosen][:, None] + places).clamp_(max=len(flat) - 1)].long()
        return torch.where(places < counts[:, None], found, PAD), counts


# ---- model: norms before the layers, sine positions, ReLU: what CTranslate2 runs fastest


def attend(query: Tensor, key: Tensor, value: Tensor, *, causal: bool) -> Tensor:
    """Return softmax(q·k)·v; on a CPU by plain products, which are four times faster there than torch's own."""
    if query.is_cuda:
        return functional.scaled_dot_product_attention(query, key, value, is_causal=causal)
    scores = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
    if causal:
        scores = scores + torch.full(scores.shape[-2:], float("-inf"), dtype=scores.dtype).triu(1)
    return torch.matmul(scores.softmax(-1).to(value.dtype), value)


class Attention(nn.Module):
    """Attention of a text to itself, or of the output to the encoded source (`cross`)."""

    def __init__(self, recipe: Recipe, *, cross: bool) -> None:
        super().__init__()
        d = recipe.d
        self.count, self.drop = recipe.heads, recipe.drop
        self.ln, self.q = nn.LayerNorm(d), nn.Linear(d, d if cross else 3 * d)
        self.kv = nn.Linear(d, 2 * d) if cross else None
        self.out = nn.Linear(d, d)

    def _heads(self, x: Tensor, parts: int) -> Tensor:
        return x.view(x.shape[0], x.shape[1], parts, self.count, -1).permute(2, 0, 3, 1, 4)

    def forward(
        self, x: Tensor, memory: Tensor | None = None, causal: bool = False, cache: dict[str, Tensor] | None = None
    ) -> Tensor:
        """Return x with what it attends to added; with a cache, x is the newest token alone."""
        y = self.ln(x)
        if self.kv is None:
            query, key, value = self._heads(self.q(y), 3)
            if cache is not None:
                if "k" in cache:
                    key, value = torch.cat([cache["k"], key], 2), torch.cat([cache["v"], value], 2)
                cache["k"], cache["v"] = key, value
        else:
            (query,) = self._heads(self.q(y), 1)
            if cache is None or "mk" not in cache:
                key, value = self._heads(self.kv(memory), 2)
                if cache is not None:
                    cache["mk"], cache["mv"] = key, value
            else:
                key, value = cache["mk"], cache["mv"]
        seen = attend(query, key, value, causal=causal)
        return x + functional.dropout(self.out(seen.transpose(1, 2).flatten(2)), self.drop, self.training)


class Layer(nn.Module):
    """One layer of the encoder, or of the decoder (`cross`)."""

    def __init__(self, recipe: Recipe, *, cross: bool) -> None:
        super().__init__()
        self.drop = recipe.drop
        self.sa = Attention(recipe, cross=False)
        self.ca = Attention(recipe, cross=True) if cross else None
        self.ln = nn.LayerNorm(recipe.d)
        self.f1, self.f2 = nn.Linear(recipe.d, recipe.ff), nn.Linear(recipe.ff, recipe.d)

    def forward(self, x: Tensor, memory: Tensor | None = None, cache: dict[str, Tensor] | None = None) -> Tensor:
        """Return what the next layer reads."""
        x = self.sa(x, causal=memory is not None and cache is None, cache=cache)
        if self.ca is not None:
            x = self.ca(x, memory, cache=cache)
        return x + functional.dropout(self.f2(functional.relu(self.f1(self.ln(x)))), self.drop, self.training)


def positions(d: int) -> Tensor:
    """Return the sine code of every position, sines first, as CTranslate2 wants it."""
    angles = torch.arange(LONGEST * 2)[:, None] * torch.exp(torch.arange(0, d, 2) * (-math.log(10000.0) / d))
    return torch.cat([angles.sin(), angles.cos()], 1)


class Model(nn.Module):
    """The Transformer; the English embedding is its output layer, too."""

    pe: Tensor

    def __init__(self, recipe: Recipe, sources: int, targets: int) -> None:
        super().__init__()
        self.d, self.drop = recipe.d, recipe.drop
        self.es, self.et = nn.Embedding(sources, recipe.d), nn.Embedding(targets, recipe.d)
        self.enc = nn.ModuleList(Layer(recipe, cross=False) for _ in range(recipe.enc))
        self.dec = nn.ModuleList(Layer(recipe, cross=True) for _ in range(recipe.dec))
        self.ne, self.nd = nn.LayerNorm(recipe.d), nn.LayerNorm(recipe.d)
        self.register_buffer("pe", positions(recipe.d), persistent=False)
        self._begin((2 * (recipe.enc + recipe.dec)) ** -0.5)

    def _begin(self, residual: float) -> None:
        for name, weight in self.named_parameters():
            if weight.dim() > 1:
                wide = self.d**-0.5 if name.startswith(("es", "et")) else (2 / sum(weight.shape)) ** 0.5
                nn.init.normal_(weight, std=wide)
                if name.endswith(("f2.weight", "out.weight")):  # what is added to the stream starts small
                    weight.data.mul_(residual)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)

    def _embed(self, table: nn.Module, ids: Tensor, at: int = 0) -> Tensor:
        x = table(ids) * self.d**0.5 + self.pe[at : at + ids.shape[1]]
        return functional.dropout(x, self.drop, self.training)

    def encode(self, ids: Tensor) -> Tensor:
        """Return the encoded source."""
        x = self._embed(self.es, ids)
        for layer in self.enc:
            x = layer(x)
        return torch.as_tensor(self.ne(x))

    def decode(self, ids: Tensor, memory: Tensor, at: int = 0, caches: Sequence[dict[str, Tensor]] = ()) -> Tensor:
        """Return the decoder's states: of all targets, or with caches of the newest token, which stands at `at`."""
        x = self._embed(self.et, ids, at)
        for number, layer in enumerate(self.dec):
            x = layer(x, memory, caches[number] if caches else None)
        return torch.as_tensor(self.nd(x))


def token_loss(states: Tensor, weight: Tensor, wanted: Tensor, smooth: float) -> Tensor:
    """Return the label-smoothed cross entropy of the output layer, summed over the real target tokens."""
    scores = functional.linear(states, weight).float()
    return functional.cross_entropy(scores, wanted, ignore_index=PAD, label_smoothing=smooth, reduction="sum")


def greedy(model: Model, sentences: Sequence[Ids], device: torch.device, longest: int = LONGEST) -> list[Ids]:
    """Return the greedy translations of sentences (without </s> on either side), in order."""
    model.eval()
    made: dict[int, Ids] = {}
    by_length: dict[int, Ids] = {}
    for number, sentence in enumerate(sentences):
        by_length.setdefault(len(sentence), []).append(number)
    with torch.no_grad():
        for length, numbers in by_length.items():
            for start in range(0, len(numbers), 512):
                chosen = numbers[start : start + 512]
                memory = model.encode(torch.tensor([[*sentences[number], END] for number in chosen], device=device))
                made |= zip(chosen, _decode_batch(model, memory, min(longest, 3 * length + 10)), strict=True)
    return [made[number] for number in range(len(sentences))]


def _decode_batch(model: Model, memory: Tensor, longest: int) -> Iterator[Ids]:
    count = memory.shape[0]
    token = torch.full((count, 1), BEGIN, device=memory.device)
    done = torch.zeros(count, dtype=torch.bool, device=memory.device)
    caches: list[dict[str, Tensor]] = [{} for _ in model.dec]
    tokens = []
    for at in range(longest):
        token = functional.linear(model.decode(token, memory, at, caches), model.et.weight).float().argmax(-1)
        token[done] = END
        tokens.append(token)
        done |= token[:, 0] == END
        if at % 8 == 7 and done.all():  # asking a GPU costs time
            break
    for row in torch.cat(tokens, 1).tolist():
        yield row[: row.index(END)] if END in row else row


# ---- weights: int8 rows with a scale each, which is what CTranslate2's own int8 form keeps


def write_weights(weights: dict[str, np.ndarray[Any, Any]], folder: Path, limit: int = WEIGHTS_BYTES) -> list[Path]:
    """Write weights-NN.npz, each within the limit where no single matrix is larger, and return the paths."""
    parts: list[dict[str, np.ndarray[Any, Any]]] = [{}]
    for name, weight in weights.items():
        stored = {name: weight.astype(np.float32)}
        if weight.ndim == 2:
            scale = np.abs(weight).max(1, keepdims=True) / 127
            scale[scale == 0] = 1
            stored = {name: np.rint(weight / scale).astype(np.int8), f"{name}//scale": scale.astype(np.float32)}
        if sum(array.nbytes for array in (*parts[-1].values(), *stored.values())) > limit:
            parts.append({})
        parts[-1] |= stored
    for stale in folder.glob("weights-*.npz"):
        stale.unlink()
    paths = [folder / f"weights-{number:02d}.npz" for number in range(len(parts))]
    for path, part in zip(paths, parts, strict=True):
        np.savez(path, allow_pickle=False, **part)
    return paths


def read_weights(folder: Path) -> dict[str, np.ndarray[Any, Any]]:
    """Return the float32 weights in a folder's weights-NN.npz, scales applied."""
    stored: dict[str, np.ndarray[Any, Any]] = {}
    for path in sorted(folder.glob("weights-*.npz")):
        stored |= dict(np.load(path))
    return {
        name: array.astype(np.float32) * stored.get(f"{name}//scale", np.float32(1))
        for name, array in stored.items()
        if not name.endswith("//scale")
    }


def read_recipe(run: Path) -> Recipe:
    """Return the recipe in a run's config.json; what else stands there is left."""
    stored = json.loads((run / "config.json").read_text(encoding="utf-8"))
    return Recipe(**{one.name: stored[one.name] for one in fields(Recipe) if one.name in stored})


def read_growth(folder: Path) -> dict[str, Any] | None:
    """Return what training/grow.py noted when it made the weights of the folder; None where it did not make them."""
    config = folder / "config.json"
    grown: dict[str, Any] | None = (
        json.loads(config.read_text(encoding="utf-8")).get("grown") if config.exists() else None
    )
    return grown


# ---- training


class Trainer:
    """A run: model, optimisers, averaged weights and how far it is; all of it is in the checkpoint."""

    def __init__(self, options: Options, recipe: Recipe) -> None:
        self.options, self.recipe = options, recipe
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.set_num_threads(options.threads)
        torch.set_float32_matmul_precision("high")
        torch.manual_seed(options.seed)
        self.pieces = Pieces(options.prep)
        lines = (options.prep / "dev.tsv").read_text(encoding="utf-8").splitlines()
        self.development = [line.split("\t") for line in lines]
        self.variants = sorted(options.prep.glob("data-*.npz"))
        self.rows = functools.lru_cache(None)(lambda number: EncodedRows(self.variants[number], self.device))
        self.model = Model(recipe, len(self.pieces.source), len(self.pieces.target)).to(self.device)
        self.weights = dict(self.model.named_parameters())
        self.optimisers = self._optimisers()
        self.at = {"step": 0, "epoch": 0, "at": 0, "used": 0.0, "seen": 0}
        self.scores: dict[str, dict[str, float]] = {}
        if (options.run / "ckpt.pt").exists():
            self._resume()
        elif options.init:
            self.model.load_state_dict({k: torch.from_numpy(v) for k, v in read_weights(Path(options.init)).items()})
        if not self.at["step"]:
            self.average = {name: weight.detach().clone() for name, weight in self.weights.items()}
        self._loss = token_loss
        if options.compile:  # layer by layer: they share their code, so that two compilations serve all
            torch._dynamo.config.recompile_limit = 32
            torch.fx.experimental._config.use_duck_shape = False  # as many rows as pieces is chance, not a rule
            self._loss = torch.compile(token_loss, dynamic=True)
            for layer in [*self.model.enc, *self.model.dec]:
                layer.compile(dynamic=True)

    def run(self) -> bool:
        """Train until this call's slice or the whole time is over; return whether all is done."""
        options, at = self.options, self.at
        options.run.mkdir(parents=True, exist_ok=True)
        (options.run / "config.json").write_text(json.dumps(asdict(self.recipe)) + "\n", encoding="utf-8")
        total = sum(weight.numel() for weight in self.weights.values())
        print(f"{self.device}, {total / 1e6:.1f} million weights, step {at['step']}, {at['used'] / 60:.1f} min used")
        begun = logged = evaluated = time.time()
        before, tokens, steps, loss = at["used"], 0, 0, torch.zeros((), device=self.device)
        for rows, chosen in self._batches():
            now = time.time()
            at["used"] = before + now - begun
            if self.share() >= 1 or now - begun >= options.slice * 60:
                break
            if now - evaluated >= options.eval_every * 60:
                self.report()
                self.save()
                evaluated = time.time()
            if now - logged >= options.log_every and steps:
                seconds = now - logged
                print(
                    f"min {at['used'] / 60:.1f} step {at['step']} epoch {at['epoch']} loss {loss.item() / tokens:.3f} "
                    f"{tokens / seconds:.0f} target tokens/s {steps / seconds:.2f} steps/s",
                    flush=True,
                )
                logged, tokens, steps = now, 0, 0
                loss.zero_()
            loss += self.step(rows, chosen)
            tokens += sum(int(rows.lengths["tgt"][batch].sum()) + len(batch) for batch in chosen)
            steps += 1
        self.report()
        self.save()
        print("DONE" if self.share() >= 1 else "SLICE END: call again", flush=True)
        return self.share() >= 1

    def _batches(self) -> Iterator[tuple[EncodedRows, list[np.ndarray[Any, Any]]]]:
        """Yield the batches of each step from where the run is, epoch after epoch without end."""
        while True:
            epoch = int(self.at["epoch"])
            rows = self.rows(epoch % len(self.variants))
            batches = rows.batches(self.recipe.batch // self.recipe.accum, epoch)
            while self.at["at"] < len(batches):
                start = int(self.at["at"])
                yield rows, batches[start : start + self.recipe.accum]
            self.at["epoch"], self.at["at"] = epoch + 1, 0

    def share(self) -> float:
        """Return how much of the training is done: 1 is all."""
        if self.options.steps:
            return self.at["step"] / self.options.steps
        return self.at["used"] / (60 * self.options.minutes)

    def step(self, rows: EncodedRows, chosen: Sequence[np.ndarray[Any, Any]]) -> Tensor:
        """Learn from some batches once and return their summed loss."""
        self.model.train()
        loss = torch.zeros((), device=self.device)
        for batch in chosen:
            with self._precision():
                target = rows.target(batch)
                states = self.model.decode(target[:, :-1], self.model.encode(rows.source(batch)))
                wanted = target[:, 1:].flatten()
                one = self._loss(states.flatten(0, 1), self.model.et.weight, wanted, self.options.smooth)
            torch.autograd.backward([one / self.recipe.batch])  # not by its own tokens: a small batch weighs less
            loss += one.detach()
            self.at["seen"] += len(batch)
        torch.nn.utils.clip_grad_norm_(list(self.weights.values()), 1.0)
        number = self.at["step"]
        slow = min(1.0, (number + 1) / self.recipe.warmup) * min(1.0, (1 - self.share()) / self.options.cooldown)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = self.recipe.lr * max(0.0, slow)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        keep = min(0.999, (1 + number) / (20 + number))
        with torch.no_grad():
            for name, weight in self.weights.items():
                self.average[name].lerp_(weight, 1 - keep)
        self.at["step"] += 1
        self.at["at"] += len(chosen)
        return loss

    def report(self) -> None:
        """Score the averaged weights on the development sets, and print and keep the scores."""
        import sacrebleu

        own = {name: weight.detach().clone() for name, weight in self.weights.items()}
        self.model.load_state_dict(self.average)
        with torch.compiler.set_stance("force_eager"), self._precision():  # caches grow: nothing to compile
            for kind in dict.fromkeys(row[2] for row in self.development):
                rows = [row for row in self.development if row[2] == kind][: self.options.eval_lines]
                made = greedy(self.model, [self.pieces.source_ids(row[0]) for row in rows], self.device)
                texts, wanted = [self.pieces.text(ids) for ids in made], [[row[1] for row in rows]]
                bleu, chrf = sacrebleu.corpus_bleu(texts, wanted).score, sacrebleu.corpus_chrf(texts, wanted).score
                self.scores[kind] = {"sentences": len(rows), "BLEU": round(bleu, 2), "chrF": round(chrf, 2)}
                print(f"EVAL step {self.at['step']} {kind}: BLEU {bleu:.2f} chrF {chrf:.2f}", flush=True)
                for row, text in zip(rows[:2], texts, strict=False):
                    print(f"     {row[0][:100]} => {text[:120]} [{row[1][:100]}]", flush=True)
        self.model.load_state_dict(own)

    def save(self) -> None:
        """Write the checkpoint, the averaged weights for export, and run.json, what is known of the run."""
        run, options = self.options.run, self.options
        state = {
            "model": self.model.state_dict(),
            "ema": self.average,
            "opts": [optimiser.state_dict() for optimiser in self.optimisers],
            "st": self.at,
            "random": torch.get_rng_state(),
        }
        torch.save(state, run / "ckpt.tmp")
        (run / "ckpt.tmp").replace(run / "ckpt.pt")
        write_weights({name: weight.float().cpu().numpy() for name, weight in self.average.items()}, run)
        cuda = torch.cuda.get_device_name() if self.device.type == "cuda" else ""
        facts = {
            **self.at,
            "minutes": round(self.at["used"] / 60, 1),
            "parameters": sum(weight.numel() for weight in self.weights.values()),
            "hardware": cuda or f"{options.threads} processor thread(s), {platform.machine()}",
            "torch": torch.__version__,
            "recipe": asdict(self.recipe),
            "options": {k: v for k, v in asdict(options).items() if k not in ("prep", "run", "init")},
            "init": Path(options.init).name if options.init else "",
            "grown": read_growth(Path(options.init)) if options.init else None,
            "scores": self.scores,
        }
        (run / "run.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")

    def _resume(self) -> None:
        stored = torch.load(self.options.run / "ckpt.pt", map_location=self.device)
        self.model.load_state_dict(stored["model"])
        self.average, self.at = stored["ema"], stored["st"]
        for optimiser, state in zip(self.optimisers, stored["opts"], strict=True):
            optimiser.load_state_dict(state)
        if "random" in stored:
            torch.set_rng_state(stored["random"].cpu())

    def _optimisers(self) -> list[Any]:
        matrices = [w for name, w in self.weights.items() if w.dim() == 2 and name[:2] not in ("es", "et")]
        matrices = matrices if self.options.muon else []
        rest = [weight for weight in self.weights.values() if not any(weight is one for one in matrices)]
        made: list[Any] = [
            torch.optim.AdamW(rest, lr=self.recipe.lr, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01, fused=True)
        ]
        if matrices:
            made.append(
                torch.optim.Muon(matrices, lr=self.recipe.lr, weight_decay=0.01, adjust_lr_fn="match_rms_adamw")
            )
        return made

    def _precision(self) -> contextlib.AbstractContextManager[Any]:
        precision: contextlib.AbstractContextManager[Any] = torch.autocast(
            self.device.type, torch.bfloat16, enabled=self.options.bf16
        )
        return precision


def read_arguments(arguments: Sequence[str] | None = None) -> tuple[Options, Recipe]:
    """Return the options and the recipe that the command line asks for."""
    parser = argparse.ArgumentParser(prog="train", description="Train the model; see training/README.md.")
    parser.add_argument("--preset", choices=RECIPES, default="cpu", help="recipe to start from")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="change the recipe: d=384 enc=6")
    kinds: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "str": str, "Path": Path}
    for one in fields(Options):
        flag, words = "--" + one.name.replace("_", "-"), one.metadata["help"]
        if one.type == "bool":
            parser.add_argument(flag, action=argparse.BooleanOptionalAction, default=one.default, help=words)
        else:
            parser.add_argument(flag, type=kinds[str(one.type)], default=one.default, help=words)
    given = vars(parser.parse_args(arguments))
    recipe = RECIPES[given.pop("preset")]
    types = {one.name: kinds[str(one.type)] for one in fields(Recipe)}
    for change in given.pop("set"):
        name, _, value = change.partition("=")
        if name not in types:
            parser.error(f"--set {change}: the recipe has no {name!r}, only {', '.join(types)}")
        recipe = replace(recipe, **{name: types[name](value)})
    return Options(**given), recipe


def main(arguments: Sequence[str] | None = None) -> None:
    """Train as the command line says."""
    Trainer(*read_arguments(arguments)).run()


if __name__ == "__main__":
    main()
