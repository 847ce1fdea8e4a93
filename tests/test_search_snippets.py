"""Which sentences of an article are shown below its title."""

from __future__ import annotations

from pathlib import Path

from search.index import open_index
from tests.engines import Folder, document, fill


def test_a_dateline_is_no_snippet_while_the_article_has_a_sentence(tmp_path: Path) -> None:
    told = document(
        "ward",
        ["जयपुर।", "नगर निगम ने वार्डों की सूची जारी की है।", "उन्होंने कहा कि यह चुनावी हिसाब है।"],
        title_hi="जयपुर में वार्ड",
    )
    bare = document("bare", ["कोटा।"], title_hi="कोटा में मेला")
    fill(Folder(tmp_path / "index"), [told, bare])
    with open_index(tmp_path / "index") as index:

        def shown(query: str) -> list[str]:
            return [snippet.hi.text for snippet in index.search(query).hits[0].snippets if snippet.hi]

        assert shown("जयपुर चुनावी") == ["उन्होंने कहा कि यह चुनावी हिसाब है।"]
        assert shown("जयपुर") == ["नगर निगम ने वार्डों की सूची जारी की है।"]
        assert shown("कोटा") == ["कोटा।"]
