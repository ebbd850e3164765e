"""How the cost of TypeScript grows with the number of files, beside tree-sitter's own parsing.

    python tests/benchmarks/scripts.py [--files 2500 5000 10000] [--jobs N]

Writes trees of generated components, services and end-to-end tests to a temporary folder, and prints one
Markdown table: processor seconds of parsing alone, of the facts in the same process, and of a cold audit.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from cold import audit

from pyramid.extract.languages import ecmascript
from pyramid.extract.languages.ecmascript.grammar import grammar_of, parse

_SERVICE = """import {{ api }} from "../shared/api"

export interface Item{n} {{ id: number; name: string; tags: string[]; state: "new" | "done" }}

export const items{n} = {{
  list: (page: number): Promise<Item{n}[]> => api.get(`/api/items{n}?page=${{page}}`),
  save: async (item: Item{n}) => {{
    if (item.id > 0 && item.state !== "done") return api.put(`/api/items{n}/${{item.id}}`, item)
    return api.post("/api/items{n}", {{ ...item, tags: item.tags.map((tag) => tag.trim().toLowerCase()) }})
  }},
}}
"""
_COMPONENT = """import {{ useState }} from "react"
import {{ items{n}, type Item{n} }} from "./service{n}"

export function List{n}({{ user, rows }}: {{ user: User; rows: Item{n}[] }}) {{
  const [chosen, setChosen] = useState<Item{n} | null>(null)
  const done = () => toast("Saved")
  const add = useMutation({{ mutationFn: (item: Item{n}) => items{n}.save(item), onSuccess: done }})
  if (!rows) return null
  return (
    <section className="list" data-testid="list-{n}">
      <h2>Items of list {n}</h2>
      {{rows.map((row) => (
        <li data-testid={{`row-${{row.id}}`}} onClick={{() => setChosen(row)}}>{{row.name}}</li>
      ))}}
      {{user.isAdmin && <button onClick={{() => chosen && add.mutate(chosen)}}>Save it</button>}}
    </section>
  )
}}
export const route{n} = {{ path: "/lists/{n}", component: List{n} }}
"""
_TEST = """import {{ expect, test }} from "@playwright/test"

test.describe("list {n}", () => {{
  test("shows and saves", async ({{ page }}) => {{
    await page.goto("/lists/{n}")
    await expect(page.getByRole("heading", {{ name: "Items of list {n}" }})).toBeVisible()
    await page.getByRole("button", {{ name: "Save it" }}).click()
    await expect(page.getByText("Saved")).toBeVisible()
  }})
}})
"""
_SHARED = 'import axios from "axios"\nexport const api = axios.create({ baseURL: "/" })\n'
_GENERATED = (("service{n}.ts", _SERVICE), ("List{n}.tsx", _COMPONENT), ("e2e/list{n}.spec.ts", _TEST))
#: Every component has a service; one in ten has an end-to-end test.
_PER_TEST = 10


def main() -> None:
    """Measure and print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    words.add_argument("--files", type=int, nargs="+", default=[2_500, 5_000, 10_000])
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all)")
    chosen = words.parse_args()
    print("| files | lines | parsing s | facts s | ratio | audit s | ms a file | peak memory MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in chosen.files:
        with tempfile.TemporaryDirectory() as folder:
            print(row(generate(Path(folder), count), Path(folder), chosen.jobs), flush=True)


def generate(tree: Path, count: int) -> Sequence[Path]:
    """Write so many files, and one that they share."""
    (tree / "shared").mkdir()
    (tree / "shared/api.ts").write_text(_SHARED)
    written = [tree / "shared/api.ts"]
    number = 0
    while len(written) < count:
        for name, text in _GENERATED[: 3 if number % _PER_TEST == 0 else 2]:
            path = tree / f"part{number // 100}" / name.format(n=number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.format(n=number))
            written.append(path)
        number += 1
    return written[:count]


def row(files: Sequence[Path], tree: Path, jobs: int) -> str:
    """One line of the table."""
    sources = [(path.as_posix(), path.read_bytes()) for path in files]
    lines = sum(source.count(b"\n") for _, source in sources)
    parsing = _processor(lambda path, source: parse(grammar_of(path), source), sources)
    facts = _processor(ecmascript.extract, sources)
    cost = audit(tree, tree / ".cache", jobs)
    figures = f"{parsing:.1f} | {facts:.1f} | {facts / parsing:.2f} | {cost.wall:.1f}"
    a_file = 1000 * cost.processor / len(files)
    return f"| {len(files):,} | {lines:,} | {figures} | {a_file:.1f} | {cost.memory / 1e6:,.0f} |"


def _processor(step: Callable[[str, bytes], object], sources: Sequence[tuple[str, bytes]]) -> float:
    gc.collect()
    gc.disable()
    started = time.process_time()
    for path, source in sources:
        step(path, source)
    spent = time.process_time() - started
    gc.enable()
    return spent


if __name__ == "__main__":
    main()
