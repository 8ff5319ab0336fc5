#!/usr/bin/env python3
"""The billing toy on a plain heap: what a careful person writes in Python without a library.

Each owner uses 390 at exponential gaps, buys 5,000 with a bonus of 10 % when below 1,000, and what is left of a purchase
expires after 30 days. Lots are spent first in, first out. Prints one JSON object.

    toy_heap.py --owners 1000 --days 60
"""

import argparse
import heapq
import json
import random
import time
from collections import deque

QUANTITY, THRESHOLD, AMOUNT, BONUS, LIVES_DAYS = 390, 1_000, 5_000, 500, 30.0
USE, EXPIRY = 0, 1


class Owner:
    __slots__ = ("lots", "balance")

    def __init__(self):
        # A lot is a list of what is left and when it expires.
        self.lots = deque()
        self.balance = 0


def run(owners, days, per_day, seed):
    draw = random.Random(seed).expovariate
    people = [Owner() for _ in range(owners)]
    agenda = []
    push, pop = heapq.heappush, heapq.heappop
    counts = {"uses": 0, "refused": 0, "purchases": 0, "expiries": 0, "expired": 0, "used": 0}
    serial = 0

    def buy(number, now):
        nonlocal serial
        owner = people[number]
        lot = [AMOUNT + BONUS, now + LIVES_DAYS]
        owner.lots.append(lot)
        owner.balance += AMOUNT + BONUS
        counts["purchases"] += 1
        serial += 1
        push(agenda, (now + LIVES_DAYS, serial, EXPIRY, number, lot))

    for number in range(owners):
        buy(number, 0.0)
        serial += 1
        push(agenda, (draw(per_day), serial, USE, number, None))
    events = owners
    while agenda and agenda[0][0] < days:
        now, _, kind, number, lot = pop(agenda)
        events += 1
        owner = people[number]
        if kind == USE:
            if owner.balance >= QUANTITY:
                left = QUANTITY
                lots = owner.lots
                while left:
                    first = lots[0]
                    taken = min(left, first[0])
                    first[0] -= taken
                    left -= taken
                    if not first[0]:
                        lots.popleft()
                owner.balance -= QUANTITY
                counts["uses"] += 1
                counts["used"] += QUANTITY
            else:
                counts["refused"] += 1
            if owner.balance < THRESHOLD:
                buy(number, now)
                events += 1
            serial += 1
            push(agenda, (now + draw(per_day), serial, USE, number, None))
        elif lot[0]:
            counts["expiries"] += 1
            counts["expired"] += lot[0]
            owner.balance -= lot[0]
            lot[0] = 0
            owner.lots.remove(lot)
            if owner.balance < THRESHOLD:
                buy(number, now)
                events += 1
    for owner in people:
        assert owner.balance == sum(lot[0] for lot in owner.lots)
    counts["left"] = sum(owner.balance for owner in people)
    assert counts["purchases"] * (AMOUNT + BONUS) == counts["used"] + counts["expired"] + counts["left"]
    return events, counts


def main(name, run):
    parser = argparse.ArgumentParser(description=f"The billing toy, {name}.")
    parser.add_argument("--owners", type=int, default=1_000)
    parser.add_argument("--days", type=float, default=60)
    parser.add_argument("--per-day", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    events, counts = run(options.owners, options.days, options.per_day, options.seed)
    seconds = time.perf_counter() - started
    print(json.dumps({"engine": name, "owners": options.owners, "days": options.days, "events": events, "seconds": round(seconds, 3), **counts}))


if __name__ == "__main__":
    main("heapq", run)
