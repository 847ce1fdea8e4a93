"""A query cut into the pieces that mean one thing: names, numbers, phrases of the lexicon, and single words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import Token, analyse
from search.lexicon import Lexicon, Words
from search.names import Name, Names
from search.query import numbers
from search.query.parse import Clause
from search.query.romanised import Reading, reading_of

WHICH = ("सा", "सी", "से")
LONGEST_PHRASE = 3  # words of a lexicon entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Neighbouring words of a query that are looked up together; pieces of one `group` stand for one another."""

    text: str
    tokens: tuple[Token, ...]
    clause: Clause
    group: tuple[int, int]
    names: tuple[Name, ...] = ()  # all names of the thing that it names, or helps to name
    phrase: Words = ()  # the phrase of the lexicon that it belongs to
    numbers: tuple[Words, ...] = ()  # the other ways to write the number or date that it is

    @property
    def terms(self) -> Words:
        """The folded terms."""
        return tuple(token.term for token in self.tokens)

    @property
    def is_word(self) -> bool:
        """Whether it is one plain word, to be searched with all that may stand for it."""
        return self.clause.kind == "word" and not self.clause.excluded and len(self.tokens) == 1


@dataclass(frozen=True, slots=True)
class Unit:
    """One token of a clause."""

    clause: Clause
    token: Token
    number: int  # place in the clause

    @property
    def text(self) -> str:
        """The token as it was typed."""
        return self.clause.text[self.token.start : self.token.end]


def whole_pieces(clauses: Sequence[Clause]) -> tuple[Piece, ...]:
    """Return each clause as one piece, as it was typed; clauses without any word are left out."""
    return tuple(
        Piece(text=clause.text, tokens=tokens, clause=clause, group=(clause.group, 0))
        for clause in clauses
        if (tokens := analyse(clause.text))
    )


def cut(
    clauses: Sequence[Clause], lexicon: Lexicon, names: Names, apart: Sequence[str] = ()
) -> tuple[tuple[Piece, ...], Reading]:
    """Return the pieces of the clauses, in order, and how the query's Latin words are to be read.

    Plain words that stand beside each other are cut anew: the longest name, number or phrase of the lexicon first,
    and a word of several tokens that belong to none becomes several pieces. The texts in `apart` are no names.
    """
    units = [Unit(clause, token, number) for clause in clauses for number, token in enumerate(analyse(clause.text))]
    reading = reading_of((unit.token for unit in units if unit.clause.kind == "word"), lexicon)
    alternatives = {
        clause.group for place, clause in enumerate(clauses) for other in clauses[:place] if other.group == clause.group
    }
    pieces: list[Piece] = []
    for _, run in groupby(units, key=lambda unit: _run(unit.clause, alternatives)):
        members = tuple(run)
        if members[0].clause.kind == "word" and not members[0].clause.excluded:
            pieces += _cut_run(members, lexicon, names, reading, apart)
        else:
            pieces += whole_pieces(list(dict.fromkeys(unit.clause for unit in members)))
    return tuple(pieces), reading


def _run(clause: Clause, alternatives: set[int]) -> object:
    """Return what neighbouring units share that may be cut together; clauses of an OR group stay apart."""
    if clause.kind != "word" or clause.excluded or clause.title or clause.group in alternatives:
        return clause
    return "plain"


def _cut_run(
    units: Sequence[Unit], lexicon: Lexicon, names: Names, reading: Reading, apart: Sequence[str]
) -> Iterator[Piece]:
    place = 0
    while place < len(units):
        if place and units[place].token.term in WHICH and units[place - 1].token.term == "कौन":
            place += 1  # कौन सा is one function word
            continue
        for length in range(min(names.longest, len(units) - place), 0, -1):
            part = units[place : place + length]
            known = " ".join(unit.text for unit in part) not in apart
            pieces = _known(part, lexicon, names, reading) if known else []
            if pieces or length == 1:
                yield from pieces or [_piece(part)]
                place += length
                break


def _known(units: Sequence[Unit], lexicon: Lexicon, names: Names, reading: Reading) -> list[Piece]:
    """Return the units as one piece where they are a proper name or a number.

    Of other names and of phrases ("farmers' protest") each word stays a piece, because articles say the same in other
    orders and with words between; what the words mean together stands for each of them too.
    """
    tokens = tuple(unit.token for unit in units)
    terms = tuple(token.term for token in tokens)
    found = names.spot(tokens, " ".join(unit.text for unit in units), romanised=reading == "romanised")
    written = numbers.written_otherwise(terms) if len(terms) <= numbers.LONGEST else ()
    if written or (found and (len(terms) == 1 or found[0].proper)):
        return [_piece(units, names=found, written=written)]
    phrase = terms if 1 < len(terms) <= LONGEST_PHRASE and (lexicon.hindi(terms) or lexicon.entry(terms)) else ()
    if found or phrase:
        return [_piece((unit,), names=found, phrase=phrase) for unit in units]
    return []


def _piece(
    units: Sequence[Unit], names: tuple[Name, ...] = (), written: tuple[Words, ...] = (), phrase: Words = ()
) -> Piece:
    first = units[0]
    if len(units) == 1 and is_stop_word(first.token.term):
        names, phrase = (), ()  # in "counting of votes" it is of no use
    return Piece(
        text=" ".join(unit.text for unit in units),
        tokens=tuple(unit.token for unit in units),
        clause=first.clause,
        group=(first.clause.group, first.number),
        names=names,
        phrase=phrase,
        numbers=written,
    )
