#!/usr/bin/env python3
"""Instructions an event by module, of a file that callgrind wrote.

    Benchmarks/instructions.py callgrind.out --events N [--functions 20] [--json]

A function belongs to the module that its mangled name begins with ($s<length><module>), so what the compiler moved from one
module into another counts where it ended up. Functions of libraries belong to their library, and of those only what tells
something is kept apart: memory (malloc, free), copies (memcpy), reference counts, mathematics. Every instruction is in one row.
"""

import argparse
import json
import re
import subprocess
import sys
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


def main():
    parser = argparse.ArgumentParser(description="Instructions an event by module, of a file that callgrind wrote.")
    parser.add_argument("file")
    parser.add_argument("--events", type=int, required=True, help="events that were run while callgrind counted")
    parser.add_argument("--functions", type=int, default=0, help="also the costliest functions, so many")
    parser.add_argument("--json", action="store_true", help="print {module: instructions an event} as JSON")
    options = parser.parse_args()
    costs = read(options.file)
    rows = by_module(costs)
    total = sum(rows.values())
    if total == 0:
        sys.exit("instructions.py: nothing was counted; is the binary stripped of debug information only (strip -g)?")
    if options.json:
        figures = {"all": round(total / options.events, 1)}
        figures.update((name, round(count / options.events, 1)) for name, count in rows.items())
        print(json.dumps(figures))
        return
    print(f"{'module':<24}{'instructions an event':>22}{'share':>9}")
    for name, count in rows.items():
        print(f"{name:<24}{count / options.events:>22.1f}{100 * count / total:>8.1f}%")
    print(f"{'all':<24}{total / options.events:>22.1f}{100:>8.1f}%")
    if options.functions:
        top = sorted(costs.items(), key=lambda row: -row[1])[:options.functions]
        print(f"\n{'instructions an event':>22}  function")
        for ((_, _), count), name in zip(top, demangled([function for (function, _), _ in top])):
            print(f"{count / options.events:>22.1f}  {name[:150]}")


if __name__ == "__main__":
    main()
