"""``pyramid write``: the skeleton of the lower test that a card asks for."""

from __future__ import annotations

from pathlib import Path

import click

from pyramid.cli.options import Source, quiet_option, source_options, verbose_option


@click.command("write")
@click.argument("subject", metavar="CARD|PATH:LINE|FUNCTION")
@click.option("--apply", is_flag=True, help="Write the file; without it the change is only shown.")
@source_options
@quiet_option
@verbose_option
def command(source: Source, subject: str, apply: bool, quiet: bool, verbose: bool) -> int:
    """Write the skeleton of a lower test: where and how your tests are written.

    It has the literal values of the end-to-end test, and fails until every value that is not known
    (`...`) is filled in. An existing file keeps every byte; the test goes to its end.
    """
    import difflib

    from pyramid.cli import output
    from pyramid.cli.exits import ExitStatus
    from pyramid.cli.keeping import keeping

    path, before, after = _change(source, subject, quiet)
    if apply:
        file = source.root / path
        drafts = keeping(source.root / source.settings.cache_dir, "drafts")
        file.parent.mkdir(parents=True, exist_ok=True)
        output.replace(file.resolve(), after.encode("utf-8"), drafts)
        if not quiet:
            click.echo(f"Wrote {path}. Next: fill in what is ... and run it.", err=True)
        return ExitStatus.CLEAN
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    output.write("".join(lines))
    return ExitStatus.CLEAN


def _change(source: Source, subject: str, quiet: bool) -> tuple[str, str, str]:
    """The file, its text and its new text."""
    from pyramid import pipeline
    from pyramid.cli.progress import progress
    from pyramid.cli.writing import Writer, cards_of
    from pyramid.write import insert_test, skeleton

    with progress(quiet) as tell:
        analysis = pipeline.analyse(source.root, source.paths, source.settings, progress=tell)
        report = pipeline.answer(analysis, source.settings)
        cards = cards_of(report, subject, source.root)
    runners = pipeline.load_rules_for(source.root, source.settings).knowledge.test_conventions
    writer, path = Writer(analysis, runners), cards[0].write_in
    before = _read(source.root / path)
    known = analysis.program.facts(path).definitions if path in analysis.program.paths() else ()
    taken = frozenset(each.name for each in known)
    style = writer.style(cards[0])
    sketch = writer.sketch(cards, taken)
    imports = writer.imports(cards[0], style, many=len(sketch.cases) > 1)
    return path, before, insert_test(before, skeleton(sketch, style), imports, path)


def _read(file: Path) -> str:
    from pyramid.cli.failure import Failure

    try:
        with open(file, encoding="utf-8", newline="") as opened:
            return opened.read()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        fix = "Make it a readable UTF-8 file, or write the test by hand."
        raise Failure("write-unreadable-file", f"cannot be read: {error}", fix, str(file)) from error
