from __future__ import annotations

import subprocess
import sys

from pyramid.extract import extractor_version, languages, suffixes


def test_every_suffix_leads_to_a_language() -> None:
    assert suffixes()[".py"] == "python"
    assert set(suffixes().values()) <= set(languages())


def test_the_version_of_an_extractor_is_stable_and_its_own() -> None:
    versions = {name: extractor_version(name) for name in languages()}
    assert len(set(versions.values())) == len(versions)
    assert all(len(version) == 16 for version in versions.values())


def test_the_parsers_are_not_imported_before_a_file_is_parsed() -> None:
    code = (
        "import sys; from pyramid.extract import languages, extractor_version as v;"
        "[v(name) for name in languages()]; print('libcst' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
