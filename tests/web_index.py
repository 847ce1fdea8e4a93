"""A small index for the tests of the page: documents written by hand, put in through the real engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import search
from search.analysis.entry import make_entry
from search.engines.whoosh_engine import WhooshWriter
from search.model import INDIA, Article, Bilingual, Document, Language, SentencePair

TOWNS = (("पटना", "Patna"), ("जयपुर", "Jaipur"))
STRANGE_ID = "https://example.org//ख़बर?a=1&b=<2>#three"


def hindi(
    document_id: str,
    title: tuple[str, str],
    sentences: Sequence[tuple[str, str]],
    *,
    day: str = "2025-03-10",
    source: str = "दिशा वार्ता",
    section: str = "राजनीति",
    place: str | None = None,
    url: str | None = None,
    tags: tuple[str, ...] = (),
    gloss: bool = False,
) -> Document:
    """Return a translated document; each sentence is a paragraph of its own, the last one a gloss if `gloss`."""
    return Document(
        article=Article(
            id=document_id,
            language="hi",
            title=title[0],
            body=tuple(text for text, _ in sentences),
            url=url,
            source=source,
            section=section,
            place=place,
            published=datetime.fromisoformat(day).replace(hour=9, tzinfo=INDIA),
            authors=("रेखा शर्मा",),
            tags=tags,
        ),
        title=Bilingual(hi=title[0], en=title[1]),
        sentences=tuple(
            SentencePair(hi=hi, en=en, paragraph=number, gloss=gloss and number == len(sentences) - 1)
            for number, (hi, en) in enumerate(sentences)
        ),
        story=document_id,
        model="translate-hi_en 0.1",
    )


def english(document_id: str, title: str, sentences: Sequence[str]) -> Document:
    """Return a document that came in English."""
    language: Language = "en"
    return Document(
        article=Article(id=document_id, language=language, title=title, body=tuple(sentences), source="Ganga Express"),
        title=Bilingual(en=title),
        sentences=tuple(SentencePair(hi=None, en=text, paragraph=number) for number, text in enumerate(sentences)),
        story=document_id,
        model=None,
    )


def elections(count: int) -> list[Document]:
    """Return that many articles about elections in as many towns."""
    return [
        hindi(
            f"election-{number:02}",
            (f"{TOWNS[number % 2][0]} में चुनाव की तैयारी", f"{TOWNS[number % 2][1]} prepares for the election"),
            [(f"नगर {number} में चुनाव आयोग ने तारीख बताई।", f"The election commission named the date in town {number}.")],
            day=f"2024-{1 + number % 12:02}-15",
            tags=("चुनाव",),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip


DOCUMENTS = (
    hindi(
        "putin",
        ("किम ने पुतिन को लिमोजीन में घुमाया", "Kim drove Putin in a limousine"),
        [
            ("उत्तर कोरिया के नेता ने पुतिन का स्वागत किया।", "The leader of North Korea welcomed Putin."),
            ("दोनों नेताओं ने लिमोजीन में सैर की।", "Both leaders took a ride in the limousine."),
            ("प्योंगयांग की सड़कें सजी थीं।", "Pyongyang of roads decorated were"),
        ],
        section="दुनिया",
        place="नई दिल्ली",
        source="प्रभात दर्पण",
        url="https://example.org/putin",
        tags=("रूस", "उत्तर कोरिया"),
        gloss=True,
    ),
    hindi(
        STRANGE_ID,
        ("<script>alert('शीर्षक')</script> बारिश & बाढ़", "<b>Rain</b> & \"floods\""),
        [("<img src=x onerror=alert(1)> बारिश ने रिकॉर्ड तोड़ा।", "</p><script>alert(2)</script> Rain broke a record.")],
        source="\"><script>alert(3)</script>",
        section="=cmd|' /C calc'!A0",
        url="javascript:alert(4)",
        tags=("<i>मौसम</i>",),
    ),
    english("monsoon", "Metro line opens in Delhi", ["The metro line opened on Monday.", "Trains run from six."]),
    hindi("untitled", ("", ""), [("बिना शीर्षक की खबर।", "News without a headline.")], day="2023-11-02"),
    *elections(23),
)  # fmt: skip


def open_test_index(folder: Path, documents: Sequence[Document] = DOCUMENTS) -> search.Index:
    """Write an index with the documents into the folder and open it."""
    publish(folder, documents)
    return search.open_index(folder)


def publish(folder: Path, documents: Sequence[Document]) -> None:
    """Add the documents to the index in the folder."""
    writer = WhooshWriter(folder)
    for document in documents:
        writer.add(make_entry(document))
    writer.publish()
    writer.close()
