"""The command line: arguments in, one call into a room, the result out.

Standard output holds JSON, or tables where it is a terminal. Exit status: 0 done; 1 a document could not be read or
holds none of what was asked for (one sentence on standard error); 2 wrong usage.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import click
import typer
from rich.console import Console, RenderableType

from extract.errors import ClausemapError, NothingFoundError, UnsureKindError
from extract.schema import Extraction

app = typer.Typer(
    name="clausemap",
    help="Read improvement notices, inspection reports and improvement plans clause by clause, and compare them.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
File = Annotated[Path, typer.Argument(help="A PDF, Word, Excel, ODF, HTML, Markdown or text file.", show_default=False)]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file, not to standard output.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON even where standard output is a terminal.")]
Location = Annotated[str | None, typer.Option("--store", help="Folder or database URL of the store.")]
Texts = Annotated[str, typer.Argument(help='JSON Lines of {"id", "text"}; - for standard input.', show_default=False)]


@app.command()
def extract(
    file: File,
    kind: Annotated[str | None, typer.Option(help="The kind of document, where it is known.")] = None,
    council: Annotated[str | None, typer.Option(help="The council, where it is known.")] = None,
    issued: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day of issue.")] = None,
    column: Annotated[list[str] | None, typer.Option(help="What a plan's column holds, as NAME=FIELD.")] = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Every sentence with its page and role as well.")] = False,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Clauses, actions and measures of one document."""
    day = issued.date() if issued else None
    extraction = _read(file, kind=kind, council=council, issued=day, columns=_columns(column or []))
    view = _terminal().ledger if ledger else _terminal().document
    _give(extraction.printed(sentences=ledger), output, as_json, lambda: view(extraction))


@app.command()
def align(
    files: Annotated[list[Path], typer.Argument(help="Two or more documents with clauses.", show_default=False)],
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Which clauses of different documents state the same requirement, and how each words it."""
    from compare.align import align as align_all

    if len(files) < 2:
        raise typer.BadParameter("give at least two documents")
    extractions = [_with_clauses(_read(file)) for file in files]
    result = align_all(extractions)
    _give(result.printed(), output, as_json, lambda: _terminal().alignment(extractions, result))


@app.command()
def cover(
    notice: Annotated[Path, typer.Argument(help="The improvement notice.", show_default=False)],
    plan: Annotated[Path, typer.Argument(help="The improvement plan.", show_default=False)],
    today: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Flag what is overdue on it.")] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Which actions of a plan answer each clause of a notice, and what is missing."""
    from compare.cover import cover as cover_by

    asked, answering = _with_clauses(_read(notice)), _with_actions(_read(plan, otherwise="improvement_plan"))
    result = cover_by(asked, answering, today.date() if today else None)
    _give(result.printed(), output, as_json, lambda: _terminal().coverage(asked, answering, result))


@app.command()
def calendar(
    files: Annotated[list[Path], typer.Argument(help="Notices, reports or directions.", show_default=False)],
    issued: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day on which they start.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Count what recurs to this day.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; .ics for a calendar program.")] = None,
    as_json: AsJson = False,
) -> None:
    """When the clauses are due, with the arithmetic."""
    from compare.calendar import calendar as calendar_of
    from report import dates

    start = issued.date() if issued else None
    found = calendar_of([_with_clauses(_read(file, issued=start)) for file in files], until.date() if until else None)
    if output is not None and output.suffix.lower() == ".ics":
        _write(output, dates.as_ics(found, datetime.now(UTC)))
    else:
        _give(found.printed(), output, as_json, lambda: _terminal().table(dates.calendar(found)))


@app.command()
def themes(texts: Texts, output: Output = None, as_json: AsJson = False) -> None:
    """The best three themes of each text."""
    from compare.themes import label_texts

    given = _texts(texts)
    labels = label_texts([text for _, text in given])
    scored = [
        {"id": key, "themes": [theme.model_dump() for theme in found]}
        for (key, _), found in zip(given, labels, strict=True)
    ]
    _give(scored, output, as_json)


@app.command()
def match(sources: Texts, targets: Texts, output: Output = None, as_json: AsJson = False) -> None:
    """The ten nearest targets of each source, and which of them are links."""
    from compare.match import match as match_all

    pairs = match_all(_texts(sources), _texts(targets))
    _give({"pairs": [pair.model_dump() for pair in pairs]}, output, as_json)


@app.command()
def ingest(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, patterns or ZIP archives.", show_default=False)],
    store: Location = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, a one-line result.")] = False,
    reread: Annotated[bool, typer.Option("--reread", help="Read known files again.")] = False,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Take documents into the store; a file that fails never stops the others."""
    from corpus.ingest import ingest as ingest_all
    from corpus.store import Store

    with _terminal().progress(shown=not quiet and sys.stderr.isatty()) as on_progress:
        result = ingest_all(paths, Store(store), on_progress=on_progress, reread=reread)
    if quiet and output is None and not as_json:
        counts = (len(result.added), len(result.updated), len(result.unchanged), len(result.failed))
        typer.echo("{} added, {} updated, {} unchanged, {} failed".format(*counts))
        for failure in result.failed:
            typer.echo(f"  {failure.reason}", err=True)
    else:
        _give(result.printed(), output, as_json)
    if not result.read:
        raise typer.Exit(1)


@app.command()
def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write; its ending is the format.")],
    documents: Annotated[list[str] | None, typer.Argument(help="Files or ids; none for the whole store.")] = None,
    table: Annotated[str | None, typer.Option(help="One table of the report, by its name.")] = None,
    store: Location = None,
) -> None:
    """Write a report as XLSX, DOCX, CSV or JSON."""
    from report.export import FORMATS, TABLES
    from report.export import export as export_all

    form = next((known for known in FORMATS if output.suffix.lower() == f".{known}"), None)
    named = next((known for known in TABLES if known == table), None)
    if form is None or (table and named is None):
        raise typer.BadParameter(f"a report ends in {', '.join(FORMATS)} and its table is one of {', '.join(TABLES)}")
    _write(output, export_all(_extractions(documents or [], store), form, named))
    typer.echo(f"Written: {output}", err=True)


@app.command()
def evaluate(
    gold: Annotated[Path | None, typer.Option(help="Folder of gold; the sample corpus's own by default.")] = None,
    docs: Annotated[Path | None, typer.Option(help="Folder of the documents that the gold is about.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a report, as Markdown and HTML, into this folder.")] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Accuracy per field on documents whose truth is known, with intervals and baselines."""
    from corpus.evaluation import SAMPLES, SAMPLES_GOLD
    from corpus.evaluation import evaluate as evaluate_all
    from report.evaluation import files

    if report:
        _make_folder(report)
    with _terminal().progress(shown=sys.stderr.isatty()) as on_progress:
        documents = docs or (SAMPLES if gold is None else gold.parent)
        printed = evaluate_all(gold or SAMPLES_GOLD, documents, on_progress).printed()
    if report:
        for name, content in files(printed).items():
            _write(report / name, content)
    _give(printed, output, as_json, lambda: _terminal().evaluation(printed))


@app.command()
def train(
    gold: Annotated[Path | None, typer.Argument(help="Folder of labelled texts.", show_default=False)] = None,
    decisions: Annotated[
        Path | None, typer.Option(help="JSON Lines of decisions, or a store's folder that holds decisions.jsonl.")
    ] = None,
    models: Annotated[Path | None, typer.Option(help="Where what is learnt from decisions is kept.")] = None,
    output: Output = None,
) -> None:
    """Fit every model again from a folder of gold, and measure it on texts held out.

    With --decisions, learn from what people confirmed, rejected and relabelled instead: the theme model (the shipped
    one, or one made from GOLD) and the thresholds. Each is kept only where it is not worse; without --models, in the
    folder that CLAUSEMAP_MODELS names, else beside the store.
    """
    if decisions is not None:
        _give(_learn(decisions, gold, models), output, True)
        return
    if gold is None or models is not None:
        raise typer.BadParameter("give a folder of gold, or --decisions; --models is for what is learnt from decisions")
    from compare.training import train as train_all

    _give(train_all(gold), output, True)


@app.command(name="app")
def run_app(
    port: Annotated[int, typer.Option(help="Port on this machine.")] = 8501,
    store: Location = None,
    headless: Annotated[bool, typer.Option("--headless", help="Open no browser window.")] = False,
) -> None:
    """Open the web application."""
    environment = {**os.environ, **({"CLAUSEMAP_STORE": store} if store else {})}
    page = Path(__file__).with_name("app.py")
    flags = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    raise typer.Exit(
        subprocess.run(
            [sys.executable, "-m", "streamlit", "run", str(page), *flags], env=environment, cwd=page.parent, check=False
        ).returncode
    )


def main() -> None:
    """Run the command line; what is wrong with a document is one sentence and exit status 1."""
    try:
        app()
    except ClausemapError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


def _learn(source: Path, gold: Path | None, models: Path | None) -> dict[str, Any]:
    """What was learnt from decisions; what was done is told in sentences as well."""
    from compare import fitted
    from compare.learning import learn
    from compare.relearnt import Refitted, Shipped
    from corpus.decisions import read, sample_clauses

    folder = models.expanduser().resolve() if models else fitted.folder()
    printed = learn(read(source), lambda: Refitted(gold) if gold else Shipped(sample_clauses()), folder)
    if printed["written"]:
        where = "used from now on" if folder == fitted.folder() else "used where CLAUSEMAP_MODELS names that folder"
        printed["told"].append(f"Written to {folder}: {', '.join(printed['written'])}; {where}.")
    for sentence in printed["told"]:
        typer.echo(sentence, err=True)
    return printed


def _read(file: Path, otherwise: str | None = None, **known: Any) -> Extraction:
    """The extraction of a file; of an unsure kind it is `otherwise`, else the person at the terminal is asked."""
    from corpus.reader import read_document

    known["on_page"] = _terminal().pages(file.name, shown=sys.stderr.isatty())
    try:
        return read_document(file, **known)
    except UnsureKindError as unsure:
        asked = sys.stdin.isatty() and sys.stderr.isatty()
        kind = otherwise or (_ask_kind(unsure) if asked else None)
        if kind is None:
            raise
        return read_document(file, **{**known, "kind": kind})


def _columns(said: Sequence[str]) -> dict[str, str]:
    parts = [one.rpartition("=") for one in said]
    if not all(name and field for name, _, field in parts):
        raise typer.BadParameter("a column is given as NAME=FIELD, for example 'Key task=action'")
    return {name.strip(): field.strip() for name, _, field in parts}


def _ask_kind(unsure: UnsureKindError) -> str | None:
    """The kind that the person at the terminal names by its number; None where none of them fits."""
    typer.echo(str(unsure), err=True)
    for number, kind in enumerate(unsure.kinds, start=1):
        typer.echo(f"  {number}  {kind.replace('_', ' ')}", err=True)
    answer = typer.prompt("Number, or 0 for none of these", type=click.IntRange(0, len(unsure.kinds)), err=True)
    return unsure.kinds[answer - 1] if answer else None


def _with_clauses(extraction: Extraction) -> Extraction:
    if not extraction.clauses:
        raise NothingFoundError(f"{extraction.document.file}: no clauses were found; give a notice or a report.")
    return extraction


def _with_actions(extraction: Extraction) -> Extraction:
    if not extraction.actions:
        raise NothingFoundError(f"{extraction.document.file}: no actions were found; give an improvement plan.")
    return extraction


def _extractions(documents: Sequence[str], location: str | None) -> list[Extraction]:
    """The files that were named, and of the store the ids that were named; of no names the whole store."""
    from corpus.store import Store

    store = Store(location)
    if not documents:
        return list(store.extractions())
    return [_read(Path(name)) if Path(name).is_file() else store.extraction(name) for name in documents]


def _texts(source: str) -> list[tuple[str, str]]:
    """The ids and texts of JSON Lines."""
    name = "standard input" if source == "-" else source
    try:
        content = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        rows = [json.loads(line) for line in content.splitlines() if line.strip()]
        return [(str(row["id"]), str(row["text"])) for row in rows]
    except OSError as error:
        raise ClausemapError(f"{name}: the file cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError):
        raise ClausemapError(f'{name}: every line must be a JSON object with "id" and "text".') from None


def _give(printed: Any, output: Path | None, as_json: bool, view: Callable[[], RenderableType] | None = None) -> None:
    """Write JSON to the file or to standard output, or draw the view where a person looks at a terminal."""
    if output is None and not as_json and view is not None and sys.stdout.isatty():
        Console().print(view())
        return
    text = json.dumps(printed, indent=1, ensure_ascii=False) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        _write(output, text.encode())


def _write(output: Path, content: bytes) -> None:
    try:
        output.write_bytes(content)
    except OSError as error:
        raise ClausemapError(f"{output}: the file cannot be written ({error.strerror}); choose another.") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClausemapError(f"{folder}: the folder cannot be made ({error.strerror}); choose another.") from None


def _terminal() -> Any:
    from report import terminal

    return terminal


if __name__ == "__main__":
    main()
