"""The command `dubhashi index` over inputs of every kind, with the bundled model."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

from click.testing import CliRunner, Result

import search
from dubhashi import cli
from tests.reading import TITLE, web_page
from tests.web_server import serving


def run(*arguments: str, data: bytes | None = None, private: bool = True) -> Result:
    environment = {"DUBHASHI_FETCH_PRIVATE": "yes" if private else "no", "DUBHASHI_FETCH_DELAY": "0"}
    return CliRunner().invoke(cli, ["index", *arguments], input=data, env=environment)


def test_a_mixture_of_inputs_becomes_one_index(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(web_page(), encoding="utf-8")
    (tmp_path / "rows.csv").write_text("title,body\nबाढ़ का पानी उतरा,नदी शांत है।\n", encoding="utf-8")
    with tarfile.open(tmp_path / "more.tar.gz", "w:gz") as archive:
        line = json.dumps({"title": "पुल बन गया", "body": "लोग खुश हैं।"}).encode()
        info = tarfile.TarInfo("a.jsonl")
        info.size = len(line)
        archive.addfile(info, io.BytesIO(line))
    with serving() as site:
        site.put("/1", web_page(title="मेले में उमड़ी भीड़, दुकानें सजीं"))
        done = run(str(tmp_path), f"{site.address}/1", "--index", str(tmp_path / "index"))
    assert done.exit_code == 0, done.output
    with search.open_index(tmp_path / "index") as index:
        assert index.statistics().documents == 4
        assert index.search("मेले").hits[0].title.hi == "मेले में उमड़ी भीड़, दुकानें सजीं"


def test_fields_are_mapped_on_the_command_line(tmp_path: Path) -> None:
    data = '{"headline": "नहर में पानी", "text": "पानी आया।"}'.encode()
    refused = run("-", "--index", str(tmp_path / "index"), data=data)
    assert refused.exit_code == 1
    assert "--map title=headline --map body=text" in refused.output
    done = run("-", "--map", "title=headline", "--map", "body=text", "--index", str(tmp_path / "index"), data=data)
    assert "1 indexed" in done.output


def test_a_map_that_makes_no_sense_stops_the_command(tmp_path: Path) -> None:
    done = run("-", "--map", "headline=title", "--index", str(tmp_path / "index"), data=b"{}")
    assert done.exit_code != 0
    assert "headline=title" in str(done.exception)
    assert not (tmp_path / "index").exists()


def test_a_feed_is_followed_on_the_command_line(tmp_path: Path) -> None:
    with serving() as site:
        item = f"<item><title>{TITLE}</title><link>{site.address}/1</link></item>"
        site.put("/feed", f"<rss><channel>{item}</channel></rss>")
        site.put("/1", web_page())
        done = run(f"{site.address}/feed", "--follow", "--index", str(tmp_path / "index"))
    assert "1 indexed" in done.output
    assert "/robots.txt" in site.paths()


def test_a_machine_of_the_private_network_is_refused_unless_allowed(tmp_path: Path) -> None:
    with serving() as site:
        site.put("/1", web_page())
        done = run(f"{site.address}/1", "--index", str(tmp_path / "index"), private=False)
    assert done.exit_code == 1
    assert "fetch_private" in done.output
    assert site.asked == []
