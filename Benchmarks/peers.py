"""The billing toy side by side: this program, a plain heap in Python, and SimPy from PyPI in an environment of its own."""

import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = [1_000, 100_000]
# Longer than what is bought lives, so that some of it expires.
DAYS = 35


def run(binary):
    with tempfile.TemporaryDirectory() as folder:
        python = environment(folder)
        for owners in SIZES:
            rows = [
                ours(binary, "windtunnel, every step checked", owners, "step"), ours(binary, "windtunnel, no checks", owners, "off"),
                theirs(sys.executable, "toy_heap.py", "plain heap, Python " + sys.version.split()[0], owners),
            ]
            if python:
                rows.append(theirs(python, "toy_simpy.py", f"SimPy {simpy_version(python)}", owners))
            table(owners, rows)


def environment(folder):
    """A Python with SimPy, or None where it cannot be installed."""
    print("installing SimPy from PyPI into a temporary environment", flush=True)
    python = os.path.join(folder, "bin", "python")
    for words in ([sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "--quiet", "simpy"]):
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            print(f"SimPy is left out: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
            return None
    return python


def simpy_version(python):
    words = [python, "-c", "import importlib.metadata as m; print(m.version('simpy'))"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def ours(binary, name, owners, audit):
    # With --seconds 0 a run is one pass.
    words = [binary, "bench", "toy", "--owners", str(owners), "--days", str(DAYS), "--audit", audit, "--seconds", "0"]
    runs = max(3, 30_000 // owners)
    done = subprocess.run([*words, "--runs", str(runs), "--format", "json"], capture_output=True, text=True, check=True)
    row = json.loads(done.stdout)[0]
    return {"name": name, "events": row["events"] / row["runs"], "rate": row["median"]}


def theirs(python, script, name, owners):
    words = [python, os.path.join(HERE, "peers", script), "--owners", str(owners), "--days", str(DAYS)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    row = json.loads(done.stdout)
    return {"name": name, "events": row["events"], "rate": row["events"] / row["seconds"]}


def table(owners, rows):
    print(f"\nbilling toy, {owners:,} owners, {DAYS} days, one thread")
    print(f"{'':<34}{'events an owner':>16}{'events/s':>14}{'owner-days/s':>14}{'times the last':>16}")
    last = rows[-1]
    for row in rows:
        days = owners * DAYS * row["rate"] / row["events"]
        base = owners * DAYS * last["rate"] / last["events"]
        print(f"{row['name']:<34}{row['events'] / owners:>16.1f}{row['rate']:>14,.0f}{days:>14,.0f}{days / base:>16.1f}", flush=True)
