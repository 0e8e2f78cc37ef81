#!/usr/bin/env python3
"""Writes store-visits-hourly.csv and store-visits-ahead.csv into the folder that is given.

    python3 generate-store-visits.py [FOLDER]

Four invented shops, ten weeks of hourly visits, and the two days after them with only what is known
ahead. Integer arithmetic and a generator of our own throughout, so the bytes are the same on every
machine and with every release of Python 3.
"""

import datetime
import os
import sys

FIRST_DAY = datetime.date(2024, 4, 1)  # a Monday
DAYS = 70
DAYS_AHEAD = 2
HOLIDAYS = {(4, 1), (5, 1), (5, 9), (5, 20)}
EMPTY, OUTAGE = 12, ("mall", 37, 14, 6)  # single missing values; store, day, hour, length

# Visits an hour at noon of a plain day, opening and closing hour, weight of each weekday in percent
# (Monday first), growth over the ten weeks in percent, visits gained for each degree in permille.
STORES = {
    "mall": (420, 10, 22, (82, 80, 84, 92, 118, 160, 104), 6, -8),
    "market": (140, 8, 20, (95, 92, 98, 104, 126, 150, 0), -4, 6),
    "station": (65, 0, 24, (112, 112, 112, 114, 118, 74, 60), 10, 0),
    "suburb": (38, 7, 19, (96, 94, 92, 98, 112, 132, 0), 0, 12),
}
# Share of the noon figure, in percent, for each hour of the day.
DAY_SHAPE = {
    "mall": (0,) * 10 + (38, 62, 84, 92, 96, 104, 118, 130, 124, 96, 60, 28, 0, 0),
    "market": (0,) * 8 + (46, 72, 96, 108, 100, 78, 72, 84, 104, 122, 106, 54, 0, 0, 0, 0),
    "station": (8, 4, 3, 3, 8, 30, 88, 160, 176, 104, 78, 84, 100, 96, 88, 98, 128, 170, 158, 102,
                66, 44, 28, 16),
    "suburb": (0,) * 7 + (64, 110, 96, 82, 90, 100, 72, 60, 74, 98, 116, 70, 0, 0, 0, 0, 0),
}
# Tenths of a degree above or below the day's mean, for each hour.
WARMTH = (-34, -38, -42, -45, -46, -44, -36, -24, -10, 4, 17, 29, 38, 44, 47, 46, 41, 33, 22, 10,
          -2, -12, -21, -28)


class Lottery:
    """A 64-bit linear congruential generator, of which the upper bits are used."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) * bound >> 31

    def bell(self, spread):
        """About normal: the sum of twelve even draws, with a deviation of about `spread`."""
        return sum(self.below(2 * spread + 1) - spread for _ in range(12)) // 2


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def weather(lottery, days):
    """The mean temperature of each day in tenths of a degree: spring, with spells of days."""
    spell, means = 0, []
    for day in range(days):
        spell = spell * 8 // 10 + lottery.bell(14)
        means.append(92 + day * 14 // 10 + spell)
    return means


def rows_of(store, means, lottery):
    noon, opens, closes, weekdays, growth, warmth_effect = STORES[store]
    mood = 0
    for day, mean in enumerate(means):
        date = FIRST_DAY + datetime.timedelta(days=day)
        holiday = int((date.month, date.day) in HOLIDAYS)
        for hour in range(24):
            tenths = mean + WARMTH[hour]
            weight = weekdays[6 if holiday else date.weekday()]
            is_open = int(opens <= hour < closes and weight > 0)
            mood = mood * 9 // 10 + lottery.bell(6)
            noise = lottery.bell(20)
            level = noon * DAY_SHAPE[store][hour] * weight  # ten thousandths of a visit
            level = level * (100 * DAYS + growth * day) // (100 * DAYS)
            level = level * (10_000 + warmth_effect * (tenths - 140)) // 10_000
            level = level * (1000 + mood + noise) // 1000
            visits = max(0, half_up(level, 10_000)) if is_open else 0
            yield day, hour, f"{date}T{hour:02}:00", visits, tenths, holiday, is_open


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    lottery = Lottery(1997)
    past = ["store,time,visits,temperature,holiday,open"]
    ahead = ["store,time,temperature,holiday,open"]
    means = weather(lottery, DAYS + DAYS_AHEAD)
    for store in STORES:
        missing = {(lottery.below(DAYS), 9 + lottery.below(9)) for _ in range(EMPTY // len(STORES))}
        if store == OUTAGE[0]:
            missing |= {(OUTAGE[1], OUTAGE[2] + hour) for hour in range(OUTAGE[3])}
        for day, hour, time, visits, tenths, holiday, is_open in rows_of(store, means, lottery):
            sign, size = "-" if tenths < 0 else "", abs(tenths)
            known = f"{sign}{size // 10}.{size % 10},{holiday},{is_open}"
            if day < DAYS:
                shown = "" if (day, hour) in missing else visits
                past.append(f"{store},{time},{shown},{known}")
            else:
                ahead.append(f"{store},{time},{known}")
    for name, lines in (("store-visits-hourly.csv", past), ("store-visits-ahead.csv", ahead)):
        with open(os.path.join(folder, name), "w", encoding="ascii", newline="\n") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
