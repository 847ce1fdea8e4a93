"""From an article to a document: its sentences, and the translation of each beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.parts import title_and_mark
from indexer.sentences import split_sentences
from indexer.story import story_of
from indexer.translation.translator import Translation
from search.model import Article, Bilingual, Document, SentencePair


def sentences_of(article: Article) -> Iterator[tuple[int, str]]:
    """Yield the sentences of the body in order, each with the number of its paragraph."""
    for number, paragraph in enumerate(article.body):
        for sentence in split_sentences(paragraph):
            yield number, sentence.text


def texts_to_translate(article: Article) -> tuple[str, ...]:
    """Return the title and the sentences of a Hindi article; nothing for one that is in English already."""
    if article.language == "en":
        return ()
    title, _ = title_and_mark(article)
    return (*((title,) if title else ()), *(text for _, text in sentences_of(article)))


def whole_text(article: Article) -> str:
    """Return all that is translated of an article as one text, of which a translator says on what it depends."""
    return "\n".join((article.title, *article.body))


def align(article: Article, translations: Mapping[str, Translation], model: str, key: str) -> Document:
    """Return the document of an article; `translations` has every one of `texts_to_translate`.

    `key` is what the translation depends on: `Translator.key_for` of the whole text.
    """
    if article.language == "en":
        pairs = tuple(SentencePair(hi=None, en=text, paragraph=number) for number, text in sentences_of(article))
        title = Bilingual(en=article.title or None)
    else:
        pairs = tuple(
            SentencePair(hi=text, en=translations[text].text, paragraph=number, gloss=translations[text].gloss)
            for number, text in sentences_of(article)
        )
        whole, mark = title_and_mark(article)
        english = f"{translations[whole].text if whole else ''} {mark}".strip()
        title = Bilingual(hi=article.title or None, en=english or None)
    return Document(
        article=article,
        title=title,
        sentences=pairs,
        story=story_of(article),
        model=model if article.language == "hi" else None,
        translated_by=key if article.language == "hi" else None,
    )
