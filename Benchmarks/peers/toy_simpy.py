#!/usr/bin/env python3
"""The billing toy as SimPy processes: one for each owner's use and one for each purchase that will expire.

The rules are those of toy_heap.py. Prints one JSON object.

    toy_simpy.py --owners 1000 --days 60
"""

import random
from collections import deque

import simpy

from toy_heap import AMOUNT, BONUS, LIVES_DAYS, QUANTITY, THRESHOLD, main


class Owner:
    __slots__ = ("environment", "draw", "per_day", "counts", "lots", "balance")

    def __init__(self, environment, draw, per_day, counts):
        self.environment = environment
        self.draw = draw
        self.per_day = per_day
        self.counts = counts
        self.lots = deque()
        self.balance = 0
        self.buy()
        environment.process(self.live())

    def live(self):
        environment, draw, per_day = self.environment, self.draw, self.per_day
        while True:
            yield environment.timeout(draw(per_day))
            self.use()

    def use(self):
        counts = self.counts
        counts["events"] += 1
        if self.balance >= QUANTITY:
            left = QUANTITY
            lots = self.lots
            while left:
                first = lots[0]
                taken = min(left, first[0])
                first[0] -= taken
                left -= taken
                if not first[0]:
                    lots.popleft()
            self.balance -= QUANTITY
            counts["uses"] += 1
            counts["used"] += QUANTITY
        else:
            counts["refused"] += 1
        if self.balance < THRESHOLD:
            self.buy()

    def buy(self):
        lot = [AMOUNT + BONUS]
        self.lots.append(lot)
        self.balance += AMOUNT + BONUS
        self.counts["events"] += 1
        self.counts["purchases"] += 1
        self.environment.process(self.expire(lot))

    def expire(self, lot):
        yield self.environment.timeout(LIVES_DAYS)
        self.counts["events"] += 1
        if lot[0]:
            self.counts["expiries"] += 1
            self.counts["expired"] += lot[0]
            self.balance -= lot[0]
            lot[0] = 0
            self.lots.remove(lot)
            if self.balance < THRESHOLD:
                self.buy()


def run(owners, days, per_day, seed):
    draw = random.Random(seed).expovariate
    environment = simpy.Environment()
    counts = {"events": 0, "uses": 0, "refused": 0, "purchases": 0, "expiries": 0, "expired": 0, "used": 0}
    people = [Owner(environment, draw, per_day, counts) for _ in range(owners)]
    environment.run(until=days)
    counts["left"] = sum(owner.balance for owner in people)
    for owner in people:
        assert owner.balance == sum(lot[0] for lot in owner.lots)
    assert counts["purchases"] * (AMOUNT + BONUS) == counts["used"] + counts["expired"] + counts["left"]
    events = counts.pop("events")
    return events, counts


if __name__ == "__main__":
    main("SimPy", run)
