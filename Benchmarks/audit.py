"""What each group of step checks costs in instructions, and which invariants it checks: read from the sources, so that the table
follows them."""

import glob
import os
import re
from collections import defaultdict

import instructions

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Sources", "Auditing")


# Functions that cost less than this everywhere share one row.
LEAST = 3.0


def checks_by_function():
    """{function: (invariants that it names, functions that it calls)} of Sources/Auditing."""
    found = defaultdict(lambda: (set(), set()))
    known = set()
    texts = []
    for path in glob.glob(os.path.join(SOURCES, "*.swift")):
        with open(path, encoding="utf-8") as file:
            texts.append(file.read())
    pieces = []
    for text in texts:
        starts = list(re.finditer(r"\bfunc (\w+)", text))
        for place, start in enumerate(starts):
            end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
            known.add(start.group(1))
            pieces.append((start.group(1), text[start.end():end]))
    for name, body in pieces:
        found[name][0].update(re.findall(r"\b(?:tick|equal|fail|\w*[eE]qual\w*)\(\s*\.(\w+)", body))
        found[name][1].update(word for word in re.findall(r"\b(\w+)\(", body) if word in known and word != name)
    return found


def invariants_of(function, found, visible, seen=None):
    """What a function checks by itself and in those that the compiler put into it."""
    seen = seen or {function}
    names = set(found[function][0]) if function in found else set()
    for called in found[function][1] if function in found else ():
        if called not in visible and called not in seen:
            seen.add(called)
            names |= invariants_of(called, found, visible, seen)
    return names


def kebab(name):
    return re.sub(r"([A-Z])", lambda letter: "-" + letter.group(1).lower(), name)


def figures(events, costs, unchecked_events, unchecked):
    """Instructions an event with and without checks, and of each function of the auditor."""
    checked = sum(costs.values()) / events
    off = sum(unchecked.values()) / unchecked_events
    ours = [(function, count) for (function, _), count in costs.items() if instructions.module(function, "") == "Auditing"]
    rows = defaultdict(float)
    for (_, count), name in zip(ours, instructions.demangled([function for function, _ in ours])):
        found = re.search(r"(?:Auditor|Flows|Witness|DocumentSet)[^.]*\.(\w+)", name)
        rows[found.group(1) if found else "other"] += count / events
    kept = {name: round(cost, 1) for name, cost in sorted(rows.items(), key=lambda row: -row[1]) if cost >= 0.05}
    return {"off": round(off, 1), "step": round(checked, 1), "share": round(100 * (1 - off / checked), 1), "functions": kept}


def table(found):
    """Shares of the runs, then a row for each function, with a column for each workload."""
    names = list(found)
    width = max([14, *(len(name) + 2 for name in names)])
    lines = [f"{'':<26}" + "".join(f"{name:>{width}}" for name in names)]
    for key, title in (("off", "an event, no checks"), ("step", "an event, all checks"), ("share", "checks, % of the run")):
        lines.append(f"{title:<26}" + "".join(f"{found[name][key]:>{width}.1f}" for name in names))
    functions = {function for name in names for function in found[name]["functions"]}
    known = checks_by_function()
    order = sorted(functions, key=lambda function: -max(found[name]["functions"].get(function, 0) for name in names))
    small = [function for function in order if max(found[name]["functions"].get(function, 0) for name in names) < LEAST]
    for function in order:
        if function in small:
            continue
        row = f"{function:<26}" + "".join(f"{found[name]['functions'].get(function, 0):>{width}.1f}" for name in names)
        checked = ", ".join(sorted(kebab(name) for name in invariants_of(function, known, functions)))
        lines.append(row + ("   " + checked if checked else ""))
    rest = {name: sum(found[name]["functions"].get(function, 0) for function in small) for name in names}
    lines.append(f"{'others':<26}" + "".join(f"{rest[name]:>{width}.1f}" for name in names))
    return "\n".join(lines)
