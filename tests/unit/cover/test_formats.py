import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pyramid.cover.formats import formats, read_recording
from pyramid.cover.recording import CoverageFileError, Recording


def lines(recording: Recording) -> dict[str, list[int]]:
    return {file: sorted(recording.lines(file)) for file in recording.files}


def write(tmp_path: Path, text: str | bytes, name: str = "data") -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> CoverageFileError:
    with pytest.raises(CoverageFileError) as caught:
        read_recording(path)
    assert caught.value.message and caught.value.fix
    return caught.value


def test_every_module_of_the_folder_is_a_format() -> None:
    names = [module.NAME for module in formats()]
    assert len(names) == len(set(names)) == 6


def test_data_with_contexts(record: Callable) -> None:
    recording = read_recording(record({"": {"a.py": [1]}, "t.py::t|run": {"a.py": [1, 2], "b.py": [3]}}))
    assert recording.files == ("a.py", "b.py")
    assert {line: sorted(found) for line, found in recording.lines("a.py").items()} == {
        1: ["", "t.py::t|run"],
        2: ["t.py::t|run"],
    }
    assert (recording.contexts, recording.is_report) == ({"t.py::t|run"}, False)
    recording.close()


def test_data_with_branches(tmp_path: Path) -> None:
    from coverage import CoverageData

    data = CoverageData(basename=str(tmp_path / "arcs"))
    data.add_arcs({"a.py": [(-1, 1), (1, 3), (3, -1)]})
    data.write()
    data.close()
    assert lines(read_recording(tmp_path / "arcs")) == {"a.py": [1, 3]}


COBERTURA = """<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage version="7"><sources><source>/ci/app</source></sources><packages><package name="shop"><classes>
<class name="cart.py" filename="shop/cart.py"><methods><method name="m"><lines><line number="9" hits="1"/>
</lines></method></methods><lines>
<line number="1" hits="1"/><line number="2" hits="0"/><line number="3" hits="7"/></lines>
</class><class name="x" filename="shop\\x.py"><lines/></class></classes></package></packages></coverage>"""


def test_cobertura(tmp_path: Path) -> None:
    recording = read_recording(write(tmp_path, COBERTURA))
    assert lines(recording) == {"shop/cart.py": [1, 3], "shop/x.py": []}
    assert recording.is_report and not recording.contexts


def test_lcov(tmp_path: Path) -> None:
    text = (
        "TN:\nSF:src/a.py\nFN:1,f\nDA:1,1\nDA:2,0\nDA:3,12,checksum\nend_of_record\nSF:b.py\nend_of_record\n"
    )
    assert lines(read_recording(write(tmp_path, text))) == {"src/a.py": [1, 3], "b.py": []}


def test_coverage_json(tmp_path: Path) -> None:
    document = {"meta": {"format": 3}, "files": {"a.py": {"executed_lines": [1, 4], "missing_lines": [2]}}}
    recording = read_recording(write(tmp_path, json.dumps(document)))
    assert (lines(recording), recording.contexts) == ({"a.py": [1, 4]}, frozenset())


def test_coverage_json_with_contexts(tmp_path: Path) -> None:
    entry = {"executed_lines": [1, 4], "contexts": {"1": [""], "4": ["", "t.py::t|run"]}}
    recording = read_recording(write(tmp_path, json.dumps({"meta": {}, "files": {"a.py": entry}})))
    assert recording.lines("a.py") == {1: ("",), 4: ("", "t.py::t|run")}
    assert recording.contexts == {"t.py::t|run"}


def test_istanbul(tmp_path: Path) -> None:
    entry = {
        "path": "/app/a.js",
        "statementMap": {"0": {"start": {"line": 2}}, "1": {"start": {"line": 5}}},
        "s": {"0": 3, "1": 0},
    }
    assert lines(read_recording(write(tmp_path, json.dumps({"/app/a.js": entry})))) == {"/app/a.js": [2]}


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"", "coverage-empty-file"),
        (b"  \n", "coverage-empty-file"),
        (b"\x89PNG\r\n", "coverage-unknown-format"),
        (b"{}", "coverage-unknown-format"),
        (b"SQLite format 3\0" + b"\xff" * 900, "coverage-damaged"),
        (b'{"meta": {}, "files": {"a.py"', "coverage-damaged"),
        (b'{"meta": {}, "files": {"a.py": {}}}', "coverage-damaged"),
        (b'{"meta": {}, "files": []}', "coverage-damaged"),
        (b'{"meta": ' + b"[" * 100_000, "coverage-damaged"),
        (b'{"a.js": {"path": "a.js"}}', "coverage-damaged"),
        (b"SF:a.py\nDA:1\n", "coverage-damaged"),
        (b"<?xml version='1.0'?><coverage><class", "coverage-damaged"),
        (b"<?xml version='1.0'?><report/>", "coverage-damaged"),
        (
            b"<?xml version='1.0'?><coverage><class filename='a'><lines><line/></lines></class></coverage>",
            "coverage-damaged",
        ),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><coverage>&b;</coverage>", "coverage-refused"),
        (
            b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><coverage>&b;</coverage>",
            "coverage-refused",
        ),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, slug: str) -> None:
    assert refused(write(tmp_path, content)).slug == slug


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "gone").slug == "coverage-not-found"
    assert refused(tmp_path).slug == "coverage-unreadable"


def test_a_foreign_database_stays_as_it_is(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "db") as database:
        database.execute("CREATE TABLE mine (x)")
    database.close()
    before = (tmp_path / "db").read_bytes()
    assert refused(tmp_path / "db").slug == "coverage-foreign"
    assert (tmp_path / "db").read_bytes() == before


@pytest.mark.parametrize(("version", "age"), [(99, "a newer"), (1, "an older")])
def test_another_schema(record: Callable, version: int, age: str) -> None:
    path = record({})
    with sqlite3.connect(path) as database:
        database.execute("UPDATE coverage_schema SET version = ?", (version,))
    database.close()
    told = refused(path)
    assert (told.slug, age in told.message) == ("coverage-schema", True)


def test_a_database_with_missing_tables(record: Callable) -> None:
    path = record({})
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE line_bits")
    database.close()
    assert refused(path).slug == "coverage-damaged"


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE file SET path = x'ff00' WHERE id = 1",
        "UPDATE context SET context = x'ff00' WHERE id = 1",
        "UPDATE line_bits SET numbits = 7",
        "UPDATE line_bits SET numbits = 'many'",
        "UPDATE line_bits SET numbits = CAST(x'ff1b01' AS TEXT)",
    ],
)
def test_data_of_another_type_is_damaged_and_quotes_no_bytes(record: Callable, harm: str) -> None:
    path = record({"t1": {"a.py": [1], "b.py": [2]}})
    with sqlite3.connect(path) as database:
        database.execute(harm)
    database.close()
    with pytest.raises(CoverageFileError) as caught:
        recording = read_recording(path)
        for file in recording.files:
            recording.lines(file)
    assert caught.value.slug == "coverage-damaged"
    assert caught.value.message.isprintable()


def test_data_that_is_damaged_further_in(record: Callable) -> None:
    path = record({f"t{number}": {f"file{number}.py": range(1, 400)} for number in range(300)})
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x55" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(CoverageFileError) as caught:
        recording = read_recording(path)
        for file in recording.files:
            recording.lines(file)
    assert caught.value.slug == "coverage-damaged"
