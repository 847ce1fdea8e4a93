"""The head of a page: what stands above the first paragraph, and which of its lines is the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from indexer.cleaning.credits import Credit, looks_like_name, read_credits
from indexer.cleaning.dates import without_date
from indexer.cleaning.markers import is_box, is_box_with_link, is_caption, is_end, is_furniture, is_stamp
from indexer.cleaning.people import person_in
from indexer.cleaning.shape import count_words, is_prose, key, plain, read_names
from indexer.cleaning.site import Site, is_site_name

_HOME = read_names("""
home, होम, hindi news, हिंदी न्यूज़, हिन्दी न्यूज़, हिंदी समाचार, news, न्यूज़, समाचार, मुख्य पृष्ठ, मुखपृष्ठ
""")
_SECTIONS = read_names("""
देश, विदेश, दुनिया, विश्व, भारत, राष्ट्रीय, अंतरराष्ट्रीय, अंतर्राष्ट्रीय, राज्य, प्रदेश, शहर, जिला
राजनीति, चुनाव, खेल, क्रिकेट, कबड्डी, हॉकी, अर्थव्यवस्था, अर्थजगत, बिज़नेस, कारोबार, बाज़ार, व्यापार
मनोरंजन, बॉलीवुड, सिनेमा, फिल्म, टीवी, विज्ञान, तकनीक, टेक, टेक्नोलॉजी, गैजेट्स, ऑटो, स्वास्थ्य
सेहत, हेल्थ, लाइफस्टाइल, जीवनशैली, शिक्षा, करियर, नौकरी, जॉब्स, धर्म, अध्यात्म, राशिफल, अपराध
क्राइम, अदालत, कानून, मौसम, खेती, कृषि, किसान, खेती-मौसम, पर्यावरण, समाज, संस्कृति, साहित्य, विचार
संपादकीय, ब्लॉग, ओपिनियन, महिला, युवा, यात्रा, पर्यटन, वायरल, ट्रेंडिंग, दिल्ली, उत्तर प्रदेश, बिहार
झारखंड, मध्य प्रदेश, राजस्थान, हरियाणा, पंजाब, उत्तराखंड, छत्तीसगढ़, महाराष्ट्र, गुजरात
हिमाचल प्रदेश, world, india, national, international, nation, state, states, city, politics
elections, sports, sport, cricket, business, economy, market, markets, entertainment, bollywood
movies, science, technology, tech, health, lifestyle, education, career, jobs, religion, crime, law
courts, weather, agriculture, environment, society, culture, opinion, editorial, travel, top news
breaking news, ब्रेकिंग न्यूज़, बड़ी खबर, ताज़ा खबर
""")
_CRUMB = re.compile(r"\s*[>»›/|]\s*|\s+::\s+")
_TITLE_MARK = re.compile(r"\s*[|»]\s*|\s+[-–—]\s*|(?<=\S)[-–—]\s+")
_PAGE_NAME = re.compile(
    r"^(?!गुड |good )[\w\u0900-\u0963 ]{2,25}?\s(?:hindi news|news|न्यूज़|न्यूज|समाचार)\s*[:|]\s+", re.IGNORECASE
)
_TRIED = 20  # headlines compared with the story: above it stand menus, not thousands of headlines
_SEEN = 20_000  # characters of the story they are compared with
_SHORT = 30  # characters: no headline of a story is as short as the name of a section


@dataclass(slots=True)
class Head:
    """What the head says; `rest` are its lines under the headline that may belong to the story."""

    title: str = ""
    site_line: str | None = None  # the line that names the site; None: none does
    section: str | None = None
    credits: list[Credit] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_head(lines: Sequence[str], site: Site, *, story: str) -> Head:
    """Return what the lines above the first paragraph say; `story` is the text below them, to tell its headline by."""
    head = Head()
    labels: list[str] = []  # short lines: site, section, or a headline when nothing else is there
    headlines: list[str] = []
    dated: list[str] = []  # a day and a word or two: "लखनऊ, 19 जून 2024", or all the headline there is
    for number, line in enumerate(lines):
        if is_prose(line) and not read_credits(line):
            continue  # the motto of the site, a notice
        if is_stamp(line) or is_caption(line) or is_box(line) or is_box_with_link(line) or is_end(line):
            continue
        if credits := read_credits(line):
            head.credits += credits
            if credits[0].kind == "date" and re.search(r"[^\W\d_]", without_date(line)):
                dated.append(line)
        elif crumbs := _crumbs(line):
            head.section = head.section or crumbs[0]
        elif is_furniture(line) and plain(line) not in _SECTIONS:
            continue
        elif site.is_name(line):
            head.site_line = head.site_line or line
        elif headlines and (name := _byline(lines, number)) is not None:
            head.credits.append(Credit(kind="author", values=(name,)))
        elif headlines and head.section is None and plain(line) in _SECTIONS:
            head.section = line
        elif headlines and head.site_line is None and count_words(line) <= 3 and is_site_name(line):
            head.site_line = line
        elif _is_label(line, headlines):
            labels.append(line)
        else:
            headlines.append(line)
    if not headlines:
        _read_labels_alone(head, labels or dated)
        return head
    _choose(head, headlines, site, story)
    _read_labels(head, labels, site)
    return head


def _choose(head: Head, headlines: list[str], site: Site, story: str) -> None:
    stripped = {line: name for line in headlines if (name := site.strip(line)) is not None}
    plain_ones = [line for line in headlines if line not in stripped and count_words(line) > 3]
    if twice := _standing_twice(plain_ones, headlines):
        chosen = max(twice[:_TRIED], key=lambda line: _kinship(line, story))
    elif stripped and plain_ones:
        named, bare = next(iter(stripped)), plain_ones[0]
        chosen = named if 2 * _kinship(stripped[named], story) >= _kinship(bare, story) else bare
    else:
        chosen = (list(stripped) or headlines)[0]
    head.title = bare_headline(stripped.get(chosen, chosen))
    # Under the headline: itself again, menus, headlines of other stories (they end with the site's name), or the deck.
    again = [number for number, line in enumerate(headlines) if key(line) and key(line) in key(head.title)]
    after = headlines[max([headlines.index(chosen), *again]) + 1 :]
    copied = bool(site.name or head.site_line or head.section)
    head.rest = [line for line in after if line not in stripped and not (copied and count_words(line) <= 4)]


def bare_headline(text: str) -> str:
    """Return the headline without the name of a news page in front of it, and without the stars of messengers.

    >>> bare_headline("Gonda News: गोंडा में नाव पलटी"), bare_headline("Teesta-Varta: पानी पर बातचीत")
    ('गोंडा में नाव पलटी', 'Teesta-Varta: पानी पर बातचीत')
    """
    if text.startswith("*") and text.endswith("*"):
        text = text.strip("* ")
    bare = _PAGE_NAME.sub("", text)
    return bare if count_words(bare) > 3 else text


def _standing_twice(lines: list[str], headlines: list[str]) -> list[str]:
    """Return the lines that are a part of another one: the headline, bare, and in the title of the page."""
    holders: dict[str, set[str]] = {}
    for line in headlines:
        for part in _TITLE_MARK.split(line):
            holders.setdefault(key(part), set()).add(line)
    return [line for line in lines if holders.get(key(line), set()) - {line}]


def _kinship(headline: str, story: str) -> float:
    """Return which part of the headline's words the story has, endings aside."""
    words = {word[:4] for word in plain(headline).split() if len(word) > 2}
    below = {word[:4] for word in plain(story[:_SEEN]).split()}
    return len(words & below) / len(words) if words else 0.0


def _byline(lines: Sequence[str], number: int) -> str | None:
    """Return the name that stands alone under the headline: of a known kind, or any next to the line with the date."""
    if (name := person_in(lines[number])) is not None:
        return name
    if not looks_like_name(lines[number]) or not 2 <= count_words(lines[number]) <= 3:
        return None
    around = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
    dated = any(credit.kind in ("date", "updated") for line in around for credit in read_credits(line))
    return lines[number] if dated else None


def _read_labels(head: Head, labels: list[str], site: Site) -> None:
    for line in labels:
        known = plain(line) in _SECTIONS
        if head.site_line is None and not known and (is_site_name(line) or _other_script(line, site)):
            head.site_line = line
        elif head.section is None and (known or head.site_line or site.name):
            head.section = line
        elif head.site_line is None and not known:
            head.site_line = line


def _read_labels_alone(head: Head, labels: list[str]) -> None:
    # Nothing long: a short headline over a text, with or without the names of site and section above it.
    names = [line for line in labels if is_site_name(line)]
    others = [line for line in labels if line not in names and plain(line) not in _SECTIONS]
    sections = [line for line in labels if plain(line) in _SECTIONS and line not in names]
    if others:
        head.title, *head.rest = others
        head.site_line = names[0] if names and labels.index(names[0]) < labels.index(head.title) else None
        head.section = sections[0] if sections else head.section
        head.rest += names[0 if head.site_line is None else 1 :] + sections[1:]
    elif labels:
        head.title, *head.rest = labels


def _is_label(line: str, headlines: list[str]) -> bool:
    if headlines:
        return False
    return len(line) <= _SHORT and count_words(line) <= 4 and not is_prose(line) and not re.search(r"[:?!,]", line)


def _crumbs(line: str) -> list[str]:
    pieces = [piece.strip() for piece in _CRUMB.split(line) if piece.strip()]
    if len(pieces) < 2 or len(line) > 250:
        return []
    if plain(pieces[0]) in _HOME:
        return [piece for piece in pieces[1:] if plain(piece) not in _HOME] or [pieces[-1]]
    arrows = re.search(r"\s[>»›]\s", line) is not None
    if arrows and all(count_words(piece) <= 4 for piece in pieces[:-1]):
        return pieces
    return pieces if all(plain(piece) in _SECTIONS for piece in pieces) else []


def _other_script(line: str, site: Site) -> bool:
    # "दिशा वार्ता" above headlines that end with "-DishaVarta".
    return site.name is not None and line.isascii() != site.name.isascii()
