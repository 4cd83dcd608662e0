"""The report of the sample corpus says what the JSON says, in files that need no other, the same each time."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner

import clausemap
from corpus.evaluation import Evaluation, evaluate
from report import evaluation_plots
from report.evaluation import files


@pytest.fixture(scope="session")
def printed(on_samples: Evaluation) -> Any:
    return json.loads(json.dumps(on_samples.printed()))


@pytest.fixture(scope="session")
def report(printed: Any) -> dict[str, str]:
    return {name: content.decode() for name, content in files(printed).items()}


def rows_of_markdown(text: str, caption: str) -> list[list[str]]:
    """The rows of the table that stands below its caption, the heading first."""
    lines = text.split(f"\n{caption}\n\n")[1].split("\n\n", maxsplit=1)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells[0], *cells[2:]]


def rows_of_html(text: str, caption: str) -> list[list[str]]:
    body = text.split(f"<caption>{caption}</caption>")[1].split("</table>", maxsplit=1)[0]
    return [
        [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr>(.*?)</tr>", body)
    ]


TITLES = {"notice": "Notices", "plan": "Plans", "themes": "Themes", "align": "Alignment", "cover": "Coverage"}


@pytest.mark.parametrize("group", TITLES)
def test_both_forms_hold_every_mean_with_its_interval(printed, report, group):
    caption = f"{TITLES[group]}: mean of {printed['counted'][group]}"
    wanted = []
    for name, value in printed["means"][group].items():
        interval = printed["intervals"][group].get(name)
        ends = [f"{interval[end]:.4f}" for end in ("low", "high")] if interval else ["", ""]
        wanted.append([name, f"{value:.4f}", *ends, f"{interval['units']} {interval['over']}" if interval else ""])
    assert rows_of_markdown(report["evaluation.md"], caption)[1:] == wanted
    assert rows_of_html(report["evaluation.html"], caption)[1:] == wanted


@pytest.mark.parametrize("group", ["themes", "align", "cover"])
def test_baselines_stand_beside_the_product_in_one_table(printed, report, group):
    head, *rows = rows_of_markdown(report["evaluation.md"], f"{TITLES[group]}: beside the baselines")
    assert rows_of_html(report["evaluation.html"], f"{TITLES[group]}: beside the baselines") == [head, *rows]
    ways = {"clausemap": printed} | {name.casefold(): one for name, one in printed["baselines"].items()}
    for row in rows:
        for way, cell in zip(head[1:], row[1:], strict=True):
            own = ways[way.casefold()]
            assert cell.startswith(f"{own['means'][group][row[0]]:.4f}")


def test_every_document_is_there_with_its_figures(printed, report):
    rows = {row[0]: row[1:] for row in rows_of_markdown(report["evaluation.md"], "Coverage: each of them")[1:]}
    for one in printed["documents"]:
        if one["group"] == "cover":
            names = [name for name in one["figures"] if not name.endswith((".precision", ".recall"))]
            assert [cell[:6] for cell in rows[one["name"]]] == [f"{one['figures'][name]:.4f}" for name in names]


@pytest.mark.parametrize("group", ["themes", "align", "cover"])
def test_every_plot_has_its_table(printed, report, group):
    given = printed["calibration"][group][0]
    text = report["evaluation.md"]
    assert f"](reliability-{group}.svg)" in text
    assert f"is {given['error']:.4f} over {given['count']}" in text
    [caption] = re.findall(rf"^{TITLES[group]}: reliability .*$", text, re.MULTILINE)
    rows = rows_of_markdown(text, caption)[1:]
    assert [int(row[2]) for row in rows] == [one["count"] for one in given["bins"]]
    assert [row[4] for row in rows] == ["" if one["right"] is None else f"{one['right']:.4f}" for one in given["bins"]]


def test_the_commonest_confusions_are_told_in_words(printed, report):
    counts = [one for one in printed["confusion"]["themes"] if one["true"] != one["said"]]
    said = re.findall(r"^- .* was read as .*? (once|twice|\d+ times)\.$", report["evaluation.md"], re.MULTILINE)
    words = {"once": 1, "twice": 2}
    assert [words.get(one) or int(one.split()[0]) for one in said] == [one["count"] for one in counts[: len(said)]]
    assert len(said) == min(10, len(counts))
    assert sum(one["count"] for one in printed["confusion"]["themes"]) == printed["calibration"]["themes"][0]["count"]


def test_the_plots_of_the_markdown_are_the_files_beside_it_and_stand_in_the_html(report):
    named = set(re.findall(r"\]\(([\w-]+\.svg)\)", report["evaluation.md"]))
    assert named == {name for name in report if name.endswith(".svg")}
    assert report["evaluation.html"].count("<svg") == len(named) == 4


def test_the_html_fetches_nothing_and_repeats_no_id(report):
    page = report["evaluation.html"]
    assert re.findall(r"<(script|link|img|image|iframe|object|a)\b", page) == []
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert re.findall(r"url\((?!#)|@import", page) == []
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'url\(#([^)]+)\)|xlink:href="#([^"]+)"', page)) <= {
        pair for one in ids for pair in ((one, ""), ("", one))
    }


def test_the_words_of_a_plot_are_text_and_it_has_no_date(report):
    plot = report["confusion-themes.svg"]
    assert ">Early help and prevention</text>" in plot
    assert "<metadata" not in plot


def test_the_same_figures_give_the_same_bytes_whatever_the_settings_of_matplotlib(printed, report):
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30, "svg.hashsalt": "other", "lines.linewidth": 9}):
        assert {name: content.decode() for name, content in files(printed).items()} == report


def test_the_same_gold_gives_the_same_evaluation(tmp_path):
    gold = [{"text": f"Visit every child {n} times.", "themes": ["assessment", "plans"]} for n in range(6)]
    (tmp_path / "ours.json").write_text(json.dumps(gold))
    assert evaluate(tmp_path, tmp_path).printed() == evaluate(tmp_path, tmp_path).printed()


def test_the_command_writes_the_report_of_what_it_prints(tmp_path):
    gold = [{"text": f"Visit every child {n} times.", "themes": ["assessment"]} for n in range(6)]
    (tmp_path / "ours.json").write_text(json.dumps(gold))
    options = ["--gold", str(tmp_path), "--docs", str(tmp_path), "--report", str(tmp_path / "new" / "report"), "--json"]
    ran = CliRunner().invoke(clausemap.app, ["evaluate", *options])
    assert ran.exit_code == 0, ran.output
    written = {path.name: path.read_bytes() for path in (tmp_path / "new" / "report").iterdir()}
    assert written == files(json.loads(ran.stdout))
    assert {"evaluation.md", "evaluation.html", "confusion-themes.svg", "reliability-themes.svg"} == written.keys()


def test_what_was_not_read_is_named_with_its_reason(printed):
    failed = {"failed": "scan.pdf: there is no text in it.", "declared": None, "figures": {"rows.f1": 0.0}}
    one = {**printed["documents"][0], "name": "scan.pdf", **failed}
    more = printed | {"documents": [*printed["documents"], one], "missing": ["notice south"]}
    text = files(more)["evaluation.md"].decode().split("## What was not read")[1]
    assert "scan.pdf: counted as nothing found. scan.pdf: there is no text in it." in text
    assert "No document was given for the gold of notice south." in text


def test_seen_and_held_out_figures_of_themes_stand_in_one_table(printed):
    one = {
        **printed["documents"][0], "group": "themes_seen", "name": "dev", "seen": True,
        "figures": {"first": 0.9876}, "held_out": {"texts": 150, "first": 0.8533, "calibration_error": 0.08},
    }  # fmt: skip
    baseline = {"means": {"themes_seen": {"first": 0.5}}, "intervals": {"themes_seen": {}}}
    more = printed | {
        "documents": [one],
        "means": {"themes_seen": {"first": 0.9876}},
        "intervals": {"themes_seen": {}},
        "counted": {"themes_seen": 1},
        "baselines": {"TF-IDF to definitions": baseline},
        "confusion": {},
        "calibration": {},
    }
    text = files(more)["evaluation.md"].decode()
    assert rows_of_markdown(text, "Themes, seen in training: now and before training")[1:] == [
        ["dev", "seen in training", "", "0.9876", ""],
        ["dev", "held out", "150", "0.8533", "0.0800"],
    ]
    assert rows_of_markdown(text, "Themes, seen in training: beside the baselines") == [
        ["Figure", "Clausemap, seen in training", "Clausemap, held out", "TF-IDF to definitions"],
        ["first", "0.9876", "0.8533", "0.5000"],
    ]


def test_a_plot_of_nothing_scored_is_a_plot():
    assert "Share that is right" in evaluation_plots.reliability([], "a link")
