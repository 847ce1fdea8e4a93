"""The glossary: what a file may hold, which terms are found, and that the bundled model keeps them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.pipeline import index_paths
from indexer.translation.glossary import Term, make_glossary, read_glossary
from indexer.translation.memory import Counts
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.terms import GlossaryTranslator
from indexer.translation.translator import Translation, Translator, open_translator
from search import open_index
from search.errors import GlossaryInvalid, InputError
from search.settings import Settings

ROOT = Path(__file__).parent.parent
TERMS = """# how this newsroom writes it

जनता कर्फ्यू\tPeople's Curfew
स्वास्थ्य मंत्रालय\tMinistry of Health
कर्फ्यू\tcurfew order
महामारी\tepidemic
लॉकडाउन\tshutdown
Aadhaar\tAadhaar
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> Translator:
    folder = tmp_path_factory.mktemp("glossary")
    return open_translator(Settings(packages=folder, workers=1, glossary=write(folder / "terms.tsv", TERMS)))


def found(text: str, *terms: tuple[str, str]) -> list[str]:
    glossary = make_glossary(Term(hi=hi, en=en) for hi, en in terms)
    return [text[one.start : one.end] + "=" + one.term.en for one in glossary.find(text)]


def test_the_longest_term_is_found_and_none_within_another() -> None:
    terms = (("कर्फ्यू", "curfew"), ("जनता कर्फ्यू", "people's curfew"), ("जनता", "public"))
    assert found("कर्फ्यू, जनता कर्फ्यू और जनता", *terms) == [
        "कर्फ्यू=curfew", "जनता कर्फ्यू=people's curfew", "जनता=public",
    ]  # fmt: skip


def test_terms_are_whole_words_without_punctuation_between() -> None:
    terms = (("राम", "Ram"), ("जनता कर्फ्यू", "people's curfew"))
    assert found("रामपुर आराम राम।", *terms) == ["राम=Ram"]
    assert found("जनता, कर्फ्यू जनता-कर्फ्यू जनता\nकर्फ्यू", *terms) == [
        "जनता-कर्फ्यू=people's curfew", "जनता\nकर्फ्यू=people's curfew",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("महामारी", "महामारियों महामारियां"),
        ("दंगा", "दंगे दंगों"),
        ("भाषा", "भाषाओं भाषाएं"),
        ("विधायक", "विधायकों"),
        ("किताब", "किताबें किताबों"),
        ("डाकू", "डाकुओं"),
        ("शाखा कार्यालय", ""),
    ],
)
def test_plural_and_oblique_forms_of_the_last_word_are_found(term: str, forms: str) -> None:
    for form in [term, *forms.split()]:
        assert found(f"यह {form} है", (term, "X")) == [f"{form}=X"]


def test_a_term_as_it_is_written_goes_before_the_form_of_another() -> None:
    assert found("दंगे", ("दंगा", "riot"), ("दंगे", "riots")) == ["दंगे=riots"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("महामारी epidemic", "one tab"),
        ("महामारी\tepidemic\tn", "one tab"),
        ("महामारी\t ", "one tab"),
        ("महामारी\tमहामारी", "Hindi letters"),
        ("epidemic\tpandemic", "no Hindi letters"),
        ("लॉकडाउन\tlockdown", "line 1 has other English"),
        ("...\t...", "has no word"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_its_number(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path / "terms.tsv", f"लॉकडाउन\tshutdown\n\n{line}\n")
    with pytest.raises(GlossaryInvalid, match=reason) as raised:
        read_glossary(path)
    assert raised.value.line == 3
    assert repr(line) in str(raised.value)
    assert "Line 3" in str(raised.value)


def test_a_glossary_that_cannot_be_read_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.tsv"):
        read_glossary(tmp_path / "nothing.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        read_glossary(tmp_path / "bytes.tsv")


def test_a_byte_order_mark_and_repeated_lines_do_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path / "terms.tsv", "\ufeffलॉकडाउन\tshutdown\r\nलॉकडाउन\tshutdown\n")
    assert [one.term for one in read_glossary(path).find("लॉकडाउन")] == [Term(hi="लॉकडाउन", en="shutdown")]


@pytest.mark.parametrize(
    ("sentence", "terms"),
    [
        ("सरकार ने लॉकडाउन की घोषणा की।", ["shutdown"]),
        ("लॉकडाउन सोमवार से शुरू होगा।", ["shutdown"]),
        ("जनता कर्फ्यू से एक दिन पहले पीएम मोदी ने यह संदेश जारी किया।", ["People's Curfew"]),
        ("स्वास्थ्य मंत्रालय के अनुसार, देश में मरीजों की संख्या 5,194 पहुंच गई है।", ["Ministry of Health", "5,194"]),
        ("इधर केंद्रीय स्वास्थ्य मंत्रालय ने महामारियों पर आदेश जारी किए।", ["Ministry of Health", "epidemic"]),
        ("aadhaar कार्ड जरूरी है।", ["Aadhaar"]),
        ("लॉकडाउन", ["Shutdown"]),
        ("लॉकडाउन।", ["Shutdown."]),
    ],
)
def test_the_bundled_model_keeps_the_terms(translator: Translator, sentence: str, terms: list[str]) -> None:
    [made] = translator.translate([sentence])
    for term in terms:
        assert term in made.text or f"({term.lower()})" in made.text
    assert not any(place in made.text for place in ("NTPC", "ONGC", "BHEL"))


def test_order_and_sentences_without_terms_are_as_ever(translator: Translator, tmp_path: Path) -> None:
    plain = open_translator(Settings(packages=tmp_path, workers=1))
    sentences = ["राष्ट्रपति ने कहा।", "लॉकडाउन हुआ।", "The aadhaar card", "", "राष्ट्रपति ने कहा।"]
    made = translator.translate(sentences)
    assert [made[0], *made[2:]] == [plain.translate([one])[0] for one in (sentences[0], *sentences[2:])]
    assert "shutdown" in made[1].text.lower()
    assert translator.translate([]) == []
    assert translator.model == plain.model


class Deaf:
    """A translator that loses every Latin word, for what happens when nothing helps."""

    model = "deaf 1"

    def key_for(self, text: str) -> str:
        return self.model

    def translate(self, sentences: list[str]) -> list[Translation]:
        return [Translation(text="He said.") for _ in sentences]


def test_a_term_that_the_model_never_says_is_added_in_brackets() -> None:
    glossary = make_glossary([Term(hi="महामारी", en="epidemic")].__iter__())
    assert GlossaryTranslator(Deaf(), glossary).translate(["महामारी है।"]) == [  # type: ignore[arg-type]
        Translation(text="He said (epidemic).")
    ]


def test_the_key_of_a_text_changes_only_with_the_terms_in_it() -> None:
    inner = RecordedTranslator({})
    one, other = (
        GlossaryTranslator(inner, make_glossary(Term(hi=hi, en=en) for hi, en in terms))
        for terms in ([("महामारी", "epidemic")], [("महामारी", "pandemic"), ("दंगा", "riot")])
    )
    assert one.key_for("राष्ट्रपति") == other.key_for("राष्ट्रपति") == inner.key_for("")
    assert one.key_for("दंगे हुए") == inner.key_for("") != other.key_for("दंगे हुए")
    assert len({each.key_for("महामारी फैली") for each in (one, other, inner)}) == 3


ARTICLES = [
    {"id": "a", "title": "महामारी पर बैठक", "body": "सरकार ने महामारी पर बैठक की। राष्ट्रपति आए।"},
    {"id": "b", "title": "राष्ट्रपति का दौरा", "body": "राष्ट्रपति पटना गए।"},
]


def test_a_changed_glossary_translates_anew_only_what_it_touches(tmp_path: Path) -> None:
    articles = tmp_path / "news.jsonl"
    write(articles, "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES))
    settings = Settings(index=tmp_path / "index", packages=tmp_path, workers=1)

    def index(glossary: str | None) -> tuple[int, int, Counts]:
        path = write(tmp_path / "terms.tsv", glossary) if glossary else None
        chosen = Settings(index=settings.index, packages=tmp_path, workers=1, glossary=path)
        report = index_paths([articles], settings=settings, translator=open_translator(chosen))
        return report.replaced, report.unchanged, report.sentences

    index(None)
    assert index("दंगा\triot\n") == (0, 2, Counts())
    assert index("महामारी\tplague\n") == (1, 1, Counts(translated=2, remembered=1))
    assert index("महामारी\tplague\n") == (0, 2, Counts())
    with open_index(settings.index) as found:
        [hit] = found.search("plague").hits
        assert "plague" in (hit.title.en or "").lower()
    assert index(None) == (1, 1, Counts(remembered=3))


def test_other_decoding_translates_an_article_anew(tmp_path: Path) -> None:
    articles = write(tmp_path / "news.jsonl", json.dumps(ARTICLES[1], ensure_ascii=False) + "\n")
    settings = Settings(index=tmp_path / "index", packages=tmp_path, workers=1)
    wider = Settings(packages=tmp_path, workers=1, beam=3)
    assert index_paths([articles], settings=settings, translator=open_translator(settings)).indexed == 1
    assert index_paths([articles], settings=settings, translator=open_translator(settings)).unchanged == 1
    assert index_paths([articles], settings=settings, translator=open_translator(wider)).replaced == 1


def test_the_command_translates_with_a_glossary_and_refuses_a_bad_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dubhashi", "translate", "--glossary", str(write(tmp_path / "t.tsv", TERMS))]
    done = subprocess.run(command, cwd=ROOT, input="लॉकडाउन हुआ।\n".encode(), capture_output=True, check=False)
    assert b"shutdown" in done.stdout.lower(), done.stderr
    write(tmp_path / "t.tsv", "लॉकडाउन shutdown\n")
    done = subprocess.run(command, cwd=ROOT, input=b"", capture_output=True, check=False)
    assert done.returncode == 1
    assert b"Line 1 of the glossary" in done.stderr
