#!/usr/bin/env python3
"""Measures everything that windtunnel bench measures, and instructions under callgrind. scripts/bench calls it; see there."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import datetime, timezone

import audit
import instructions
import peers

HERE = os.path.dirname(os.path.abspath(__file__))
BASELINE = os.path.join(HERE, "baseline.json")
SCENARIOS = [
    "instahuman", "firsthand", "prepaid-api", "homeinsight", "instaview-minutes", "instaview-credits", "marketplace-mix",
]
FILES = [f"scenarios/{name}.yaml" for name in SCENARIOS]

# Name of a part and what windtunnel bench is asked for.
PARTS = {
    "hold": ["hold"],
    "toy": ["toy", "--owners", "1000", "--owners", "100000"],
    "draws": ["draws", "--seconds", "0.1"],
    "apply": ["apply", *FILES],
    "invariants": ["invariants", "--owners", "1000"],
    "invariants-scenarios": ["invariants", *FILES, "--owners", "300"],
    "scenario": ["scenario", *FILES, "--owners", "2000"],
    "scaling-owners": ["scaling", "owners"],
    "scaling-threads": ["scaling", "threads"],
    "scaling-horizon": ["scaling", "horizon"],
}
# Callgrind repeats itself to the instruction, so a change of this many per cent is one of the program.
INSTRUCTIONS_PERCENT = 2.0
# Two medians closer than this are the same, whatever their runs say.
LEAST_PERCENT = 5.0


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measure this build of windtunnel.")
    parser.add_argument("part", nargs="*", help=f"only these parts: {', '.join(PARTS)}, instructions; default all")
    parser.add_argument("--compare", action="store_true", help="show what changed against Benchmarks/baseline.json")
    parser.add_argument("--renew", action="store_true", help="write Benchmarks/baseline.json")
    parser.add_argument("--peers", action="store_true", help="the toy here, on a plain heap and in SimPy, side by side")
    parser.add_argument("--json", metavar="FILE", help="write the figures to this file too")
    parser.add_argument("--binary", default=".build/release/windtunnel", help=argparse.SUPPRESS)
    options = parser.parse_args()
    parts = options.part or [*PARTS, "instructions"]
    for part in parts:
        if part not in PARTS and part != "instructions":
            parser.error(f"no part {part!r}; the parts are {', '.join(PARTS)}, instructions")
    if options.peers:
        peers.run(options.binary)
        return
    if options.renew and options.part:
        parser.error("--renew takes all parts")
    baseline = load_baseline() if options.compare else None
    found = measure(options.binary, parts, baseline)
    for path in ([BASELINE] if options.renew else []) + ([options.json] if options.json else []):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)
            file.write("\n")
        print(f"\nwritten: {os.path.relpath(path)}")
    if baseline and not report(baseline, found):
        sys.exit(1)


def load_baseline():
    try:
        with open(BASELINE, encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        sys.exit("scripts/bench: there is no baseline yet; scripts/bench --renew writes it")


def measure(binary, parts, baseline):
    found = {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d"), "machine": machine(), "load": {"before": load()}, "figures": {},
        "instructions": {}, "audit": {},
    }
    print(f"{found['machine']['processor']}, {found['machine']['cores']} cores, load {found['load']['before']}")
    for part in parts:
        if part == "instructions":
            count_instructions(binary, found)
            continue
        before = reference(binary)
        print(f"\n== {part}")
        print(f"{'figure':<34}{'median':>12} {'unit':<10}{'spread':>9}{'count':>13}{'peak MB':>9}" + ("   against the baseline" if baseline else ""))
        rows = bench(binary, PARTS[part])
        after = reference(binary)
        for row in rows:
            figure = {key: row[key] for key in ("unit", "median", "low", "high", "runs")}
            figure["reference"] = (before + after) / 2
            # How much the machine itself changed meanwhile: no difference below that says anything about the program.
            figure["drift"] = round(100 * abs(after - before) / min(before, after), 1)
            found["figures"][row["figure"]] = figure
            show(row, figure, baseline)
    found["load"]["after"] = load()
    return found


def reference(binary):
    """Million operations a second of work that no change of the program changes: how fast the machine is now."""
    return bench(binary, ["reference"])[0]["median"]


def bench(binary, words):
    done = subprocess.run([binary, "bench", *words, "--format", "json"], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"scripts/bench: bench {' '.join(words)} ended with {done.returncode}:\n{done.stderr}")
    return json.loads(done.stdout)


def show(row, figure, baseline):
    spread = f"+-{percent_of(figure) :.1f} %" if figure["runs"] > 1 else ""
    count = row.get("count", row.get("events", ""))
    peak = row["bytesPeak"] >> 20 if "bytesPeak" in row else ""
    line = f"{row['figure']:<34}{shown(figure['median']):>12} {figure['unit']:<10}{spread:>9}{count:>13}{peak:>9}"
    if baseline:
        line += "   " + verdict(baseline["figures"].get(row["figure"]), figure)
    print(line, flush=True)


def shown(value):
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:.1f}"


def percent_of(figure):
    """Half of what lies between the lowest and the highest run, in per cent of the median."""
    return 50 * (figure["high"] - figure["low"]) / abs(figure["median"]) if figure["median"] else 0.0


def verdict(base, new):
    """Faster, slower, or within what the runs of both sides differ by among themselves."""
    if base is None:
        return "new"
    if new["unit"].startswith("%"):
        change = new["median"] - base["median"]
        noise = max(3.0, (base["high"] - base["low"]) / 2 + (new["high"] - new["low"]) / 2)
        if abs(change) <= noise:
            return f"within noise ({change:+.1f} points, noise {noise:.1f})"
        return f"{'MORE' if change > 0 else 'less'} ({change:+.1f} points, noise {noise:.1f})"
    # As a ratio to work that no change of the program changes, measured just before and just after.
    if new["unit"].startswith("ns"):
        ratio = (base["median"] * base["reference"]) / (new["median"] * new["reference"])
    else:
        ratio = (new["median"] / new["reference"]) / (base["median"] / base["reference"])
    change = 100 * (ratio - 1)
    noise = max(LEAST_PERCENT, percent_of(base) + percent_of(new) + base.get("drift", 0) + new.get("drift", 0))
    # One run says nothing about its own noise.
    if base["runs"] < 2 or new["runs"] < 2:
        noise = max(noise, 15.0)
    if abs(change) <= noise:
        return f"within noise ({change:+.0f} %, noise {noise:.0f} %)"
    return f"{'faster' if change > 0 else 'SLOWER'} ({change:+.0f} %, noise {noise:.0f} %)"


def count_instructions(binary, found):
    with instructions.Counter(binary) as counter:
        for workload in ["toy", *FILES]:
            name = os.path.basename(workload).removesuffix(".yaml")
            events, costs = counter.count(workload)
            found["instructions"][name] = instructions.figures(events, costs)
            print(f"\n== instructions: {name}, {events} events\n{instructions.table(events, costs)}", flush=True)
            unchecked_events, unchecked = counter.count(workload, audit="off")
            found["audit"][name] = audit.figures(events, costs, unchecked_events, unchecked)
    print("\n== instructions of the checks of every step\n" + audit.table(found["audit"]))


def report(baseline, found):
    """Prints what changed; False where instructions rose beyond the bound."""
    lines = []
    for name, figure in found["figures"].items():
        said = verdict(baseline["figures"].get(name), figure)
        if not said.startswith("within"):
            lines.append(f"{name:<34} {said}")
    print(f"\n== against the baseline of {baseline['date']} (load {baseline['load']['before']} to {baseline['load']['after']})")
    print("\n".join(lines) if lines else "no time beyond the noise")
    good = True
    for name, rows in found["instructions"].items():
        before = baseline["instructions"].get(name)
        if before is None:
            print(f"instructions.{name:<21} new")
            continue
        for module in sorted({*rows, *before}, key=lambda module: (module != "all", -rows.get(module, 0))):
            old, new = before.get(module, 0.0), rows.get(module, 0.0)
            # A module's share is shown where it moves the whole.
            change = 100 * (new - old) / before["all"]
            if abs(change) < INSTRUCTIONS_PERCENT and module != "all":
                continue
            mark = "MORE" if change > INSTRUCTIONS_PERCENT else "less" if change < -INSTRUCTIONS_PERCENT else "same"
            print(f"{'instructions.' + name:<34} {module:<18}{old:>9.1f} ->{new:>9.1f}  {change:+.1f} % of all  {mark}")
            good = good and not (module == "all" and mark == "MORE")
    if not good:
        print(f"instructions rose by more than {INSTRUCTIONS_PERCENT:.0f} %; if that is meant, scripts/bench --renew and say why in the commit")
    return good


def load():
    return round(os.getloadavg()[0], 2)


def machine():
    processor = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            processor = next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return {"processor": processor, "cores": os.cpu_count(), "swift": first_line(["swift", "--version"])}


def first_line(words):
    try:
        return subprocess.run(words, capture_output=True, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "unknown"


if __name__ == "__main__":
    main()
