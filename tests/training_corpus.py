"""A tiny parallel corpus, written by hand and multiplied, in the layout that training/prepare.py reads."""

from __future__ import annotations

import lzma
from collections.abc import Iterable
from itertools import permutations, product
from pathlib import Path

_PLACES = {
    "भारत": "India",
    "चीन": "China",
    "नेपाल": "Nepal",
    "जापान": "Japan",
    "रूस": "Russia",
    "दिल्ली": "Delhi",
    "मुंबई": "Mumbai",
    "पटना": "Patna",
}
_PEOPLE = {"राहुल": "Rahul", "सीता": "Sita", "मोदी": "Modi", "पुतिन": "Putin", "कमला": "Kamala", "रवि": "Ravi"}
_DAYS = {"सोमवार": "Monday", "मंगलवार": "Tuesday", "शुक्रवार": "Friday", "रविवार": "Sunday"}


def write_corpus(folder: Path) -> Path:
    """Write the files of a parallel corpus into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    authored = []
    for (person, name), (place, city), (day, weekday) in product(_PEOPLE.items(), _PLACES.items(), _DAYS.items()):
        authored.append((f"{person} {day} को {place} में थे।", f"{name} was in {city} on {weekday}.", "authored"))
        authored.append((f"{person} {day} को {place} से आए।", f"{name} came from {city} on {weekday}.", "news-b"))
    for (place, country), (town, city) in permutations(_PLACES.items(), 2):
        authored.append((f"{place} की राजधानी {town} है।", f"The capital of {country} is {city}.", "news-c"))
    mixed = [(f"{place} बहुत सुंदर है।", f"{city} is very beautiful.", "mkb") for place, city in _PLACES.items()]
    mixed.append(("आदि में वचन था।", "In the beginning was the Word.", "bible"))  # of a source that is left out
    _write(folder / "news-authored.tsv.xz", authored)
    _write(folder / "train.tsv.xz", mixed)
    _write(folder / "names.tsv.xz", [(person, name, "name:espncricinfo") for person, name in _PEOPLE.items()])
    lexicon = [*((place, f"{city}; land", "n") for place, city in _PLACES.items()), ("में", "in", "f")]
    (folder / "lexicon.tsv").write_text("".join("\t".join(row) + "\n" for row in lexicon), encoding="utf-8")
    (folder / "dev.hi").write_text("मोदी सोमवार को जापान में थे।\n", encoding="utf-8")
    (folder / "dev.en").write_text("Modi was in Japan on Monday.\n", encoding="utf-8")
    return folder


def _write(path: Path, rows: Iterable[tuple[str, str, str]]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)
