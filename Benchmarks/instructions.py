#!/usr/bin/env python3
"""Instructions an event by module, counted by callgrind. scripts/instructions calls it.

    Benchmarks/instructions.py BINARY [toy|SCENARIO]... [--functions 20] [--json]

Only what happens below Runner.run counts: no start-up, no reading of files, no report. A function belongs to the module that its mangled name begins with ($s<length><module>), so what the compiler moved from one
module into another counts where it ended up. Functions of libraries belong to their library, and of those only what tells
something is kept apart: memory (malloc, free), copies (memcpy), reference counts, mathematics. Every instruction is in one row.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

OURS = {
    "Accounting", "Pricing", "Billing", "Auditing", "Oracle", "Measurement", "CSampling", "Sampling", "Population", "Simulation",
    "Reporting", "Scenarios", "windtunnel",
}
MEMORY = re.compile(
    r"^_?_?(libc_)?(malloc|free|calloc|realloc|int_malloc|int_free|int_realloc|memalign|posix_memalign|aligned_alloc|int_memalign"
    r"|malloc_usable_size|cfree|tcache|mid_memalign)|^swift_slow(Alloc|Dealloc)|^malloc_consolidate|^unlink_chunk|^sysmalloc")
COPIES = re.compile(r"^_?_?mem(cpy|move|set|cmp)|^__mem")
COUNTS = re.compile(r"swift_.*(retain|release)|RefCount|swift_(alloc|dealloc)|^_swift_(retain|release|alloc)")
MANGLED = re.compile(r"^\$s(\d+)")


def module(function, library):
    """The row that a function counts in."""
    found = MANGLED.match(function)
    if found:
        end = found.end() + int(found.group(1))
        name = function[found.end():end]
        if name in OURS:
            # Witnesses and outlined copies of values: moving structs about, whichever module they are of.
            return "copies of values" if re.search(r"(WO[a-z]\d*_?|w(xx|cp|ca|ta|tk|et|st))(Tm)?$", function) else name
        return "standard library" if name == "Swift" else "other"
    if function.startswith("csampling_") or function in ("stream_get", "stream_get_double", "stream_set", "search_binomial"):
        return "CSampling"
    if "libgsl" in library or function.startswith("gsl_"):
        return "GSL"
    if "libm.so" in library or "libm-" in library:
        return "mathematics"
    # An indirect function of the C library has its resolved name only: __memcpy_avx_unaligned_erms.
    if COPIES.match(function):
        return "memory copies"
    if MEMORY.match(function):
        return "allocation"
    if COUNTS.search(function):
        return "reference counts"
    if function.startswith("$s") or "libswift" in library or function.startswith("swift"):
        return "standard library"
    return "other"


def read(path):
    """Self cost of every function: {(function, library): instructions}."""
    names = {"fn": {}, "ob": {}}
    costs = defaultdict(int)
    function = library = ""
    skip = False

    def named(kind, text):
        number, _, name = text.partition(" ")
        if name:
            names[kind][number] = name
        return names[kind].get(number, number)

    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                continue
            if line[0] in "0123456789+-*":
                if skip:
                    skip = False
                else:
                    parts = line.split()
                    if len(parts) > 1:
                        costs[function, library] += int(parts[1])
            elif line.startswith("fn="):
                function = named("fn", line[3:])
            elif line.startswith("ob="):
                library = named("ob", line[3:])
            elif line.startswith("cfn="):
                named("fn", line[4:])
            elif line.startswith("cob="):
                named("ob", line[4:])
            elif line.startswith("calls="):
                # The next line is what the called function and all below it cost, counted there already.
                skip = True
    return costs


# Valgrind's pattern for Runner.run(stop:progress:), below which counting is switched on.
RUN = "$s10Simulation6RunnerV3run4stop8progress*tF"


class Counter:
    """Counts instructions of a binary; use with `with`."""

    def __init__(self, binary):
        self.folder = tempfile.TemporaryDirectory()
        self.binary = os.path.join(self.folder.name, "windtunnel")
        # Valgrind 3.19 cannot read the debug information; the symbols stay.
        subprocess.run(["strip", "-g", "-o", self.binary, binary], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def count(self, workload, audit="step", owners=None):
        """The events of one run and what each function cost: (events, {(function, library): instructions})."""
        if workload == "toy":
            what = ["toy", "--owners", str(owners or 2_000)]
        else:
            what = ["scenario", workload, "--owners", str(owners or 100)]
        out = os.path.join(self.folder.name, "callgrind")
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", f"--toggle-collect={RUN}", self.binary, "bench", *what,
             "--audit", audit, "--runs", "1", "--seconds", "0", "--format", "json"],
            capture_output=True, text=True,
            # The order of a set must not differ from run to run.
            env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
        if done.returncode:
            sys.exit(f"instructions.py: {workload} does not run:\n{done.stderr[-2000:]}")
        costs = read(out)
        if not costs:
            sys.exit("instructions.py: nothing was counted; has Runner.run another name?")
        return json.loads(done.stdout)[0]["events"], costs


def by_module(costs):
    rows = defaultdict(int)
    for (function, library), count in costs.items():
        rows[module(function, library)] += count
    return dict(sorted(rows.items(), key=lambda row: -row[1]))


def demangled(names):
    try:
        done = subprocess.run(
            ["swift", "demangle", "--compact", "--simplified"], input="\n".join(names), capture_output=True, text=True, check=True)
        lines = done.stdout.splitlines()
        return lines if len(lines) == len(names) else names
    except (OSError, subprocess.CalledProcessError):
        return names


def table(events, costs, functions=0):
    """The rows of one workload as text."""
    rows = by_module(costs)
    total = sum(rows.values())
    lines = [f"{'module':<24}{'instructions an event':>22}{'share':>9}"]
    for name, count in rows.items():
        lines.append(f"{name:<24}{count / events:>22.1f}{100 * count / total:>8.1f}%")
    lines.append(f"{'all':<24}{total / events:>22.1f}{100:>8.1f}%")
    if functions:
        top = sorted(costs.items(), key=lambda row: -row[1])[:functions]
        lines.append(f"\n{'instructions an event':>22}  function")
        for (_, count), name in zip(top, demangled([function for (function, _), _ in top])):
            lines.append(f"{count / events:>22.1f}  {name[:150]}")
    return "\n".join(lines)


def figures(events, costs):
    """{"all": instructions an event, module: ...}, rounded to a tenth."""
    rows = {name: round(count / events, 1) for name, count in by_module(costs).items()}
    return {"all": round(sum(costs.values()) / events, 1), **rows}


def main():
    parser = argparse.ArgumentParser(description="Instructions an event by module, counted by callgrind.")
    parser.add_argument("binary")
    parser.add_argument("workload", nargs="*", default=["toy"], help="toy, or a scenario; default toy")
    parser.add_argument("--owners", type=int, help="default 2000 of the toy, 100 of a scenario")
    parser.add_argument("--audit", default="step", choices=["step", "sweep", "final", "off"])
    parser.add_argument("--functions", type=int, default=0, help="also the costliest functions, so many")
    parser.add_argument("--json", action="store_true", help="print {workload: {module: instructions an event}}")
    options = parser.parse_args()
    found = {}
    with Counter(options.binary) as counter:
        for workload in options.workload:
            events, costs = counter.count(workload, options.audit, options.owners)
            found[workload] = figures(events, costs)
            if not options.json:
                print(f"\n{workload}, {events} events\n{table(events, costs, options.functions)}", flush=True)
    if options.json:
        print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
