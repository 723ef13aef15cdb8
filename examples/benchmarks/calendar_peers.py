"""Open time between 10,000 pairs of instants: firstline and its peers, in one run, each wrong answer counted.

`examples/benchmarks/run` installs the peers and runs this, with the program of rickar_cal/ where Go is there to build
it. The oracle walks civil days with the standard library's zoneinfo. A peer is asked as its documentation says; one
that is slow gets fewer of the pairs. The ratio is its time a pair by firstline's.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from typing import Literal
from zoneinfo import ZoneInfo

import business_duration
import businesstimedelta
import numpy as np
import opening_hours
import pandas as pd
import pytz

import firstline as fl

ZONE = "America/New_York"
DATES = ["01-01", "01-19", "02-16", "05-25", "06-19", "07-04", "09-07", "10-12", "11-26", "12-25"]
HOLIDAYS = [date.fromisoformat(f"{year}-{day}") for year in range(2019, 2028) for day in DATES]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: list[Day] = ["mon", "tue", "wed", "thu", "fri"]
Pair = tuple[datetime, datetime]
Seconds = Sequence[float]


@dataclass
class Desk:
    """Hours of every day or of Monday to Friday, in which a close before the opening is on the next day."""

    name: str
    opens: clock
    closes: clock
    days: list[Day]
    holidays: list[date]

    @property
    def is_overnight(self) -> bool:
        """Whether its windows end on the next day."""
        return self.closes <= self.opens


OFFICE = Desk("Monday to Friday, 09:00 to 17:00, New York, 10 holidays", clock(9), clock(17), WEEKDAYS, HOLIDAYS)
NIGHT = Desk("every night, 22:00 to 01:30, New York", clock(22), clock(1, 30), [*WEEKDAYS, "sat", "sun"], [])


def oracle(desk: Desk, pairs: list[Pair]) -> Seconds:
    """Each civil day's window by itself; a time that comes twice is its first occurrence, as in RFC 5545."""
    zone = ZoneInfo(ZONE)
    windows: list[tuple[float, float]] = []
    day = date(2019, 12, 20)
    while day < date(2027, 1, 10):
        if ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][day.weekday()] in desk.days and day not in desk.holidays:
            last = day + timedelta(days=desk.is_overnight)
            start = datetime.combine(day, desk.opens, zone).timestamp()
            windows.append((start, datetime.combine(last, desk.closes, zone).timestamp()))
        day += timedelta(days=1)
    starts, ends = np.array(windows).T
    return [
        float(np.clip(np.minimum(ends, b.timestamp()) - np.maximum(starts, a.timestamp()), 0, None).sum())
        for a, b in pairs
    ]


def with_firstline(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """A calendar, and all pairs in one call."""
    weekly = [fl.WeeklyWindow(days=desk.days, open=desk.opens, close=desk.closes)]
    holidays = [fl.Holiday(date=day) for day in desk.holidays]
    calendar = fl.Calendar(fl.CalendarSpec(zone=ZONE, weekly=weekly, holidays=holidays))
    periods = [fl.Period(start=a, end=b) for a, b in pairs]
    return lambda: [span.total_seconds() for span in calendar.open_between_all(periods)]


def with_numpy(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """Whole days by busday_count, the parts of the first and the last by hand; all columns at once."""
    calendar = np.busdaycalendar(weekmask="Mon Tue Wed Thu Fri", holidays=desk.holidays)
    columns = [pd.DatetimeIndex([pair[side] for pair in pairs]) for side in (0, 1)]
    opens, closes = desk.opens.hour * 3600, desk.closes.hour * 3600

    def run() -> Seconds:
        local = [column.tz_convert(ZONE).tz_localize(None) for column in columns]
        days = [column.values.astype("datetime64[D]") for column in local]
        whole = np.busday_count(days[0], days[1], busdaycal=calendar) * (closes - opens)
        parts = []
        for column, day in zip(local, days, strict=True):
            seconds = (column.values - day).astype("timedelta64[s]").astype(float)
            parts.append(
                np.where(np.is_busday(day, busdaycal=calendar), np.clip(seconds - opens, 0, closes - opens), 0)
            )
        return list(whole - parts[0] + parts[1])

    return run


def with_business_duration(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """It takes local times without a zone."""
    zone = ZoneInfo(ZONE)
    holidays = dict.fromkeys(desk.holidays, "holiday")

    def naive(at: datetime) -> pd.Timestamp:
        return pd.Timestamp(at.astimezone(zone).replace(tzinfo=None))

    local = [(naive(a), naive(b)) for a, b in pairs]

    def one(start: pd.Timestamp, end: pd.Timestamp) -> float:
        return float(
            business_duration.businessDuration(start, end, desk.opens, desk.closes, holidaylist=holidays, unit="sec")
        )

    return lambda: [one(start, end) for start, end in local]


def with_businesstimedelta(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """A rule for the windows and one for the holidays."""
    zone = pytz.timezone(ZONE)
    days = [WEEKDAYS.index(day) if day in WEEKDAYS else 5 + ["sat", "sun"].index(day) for day in desk.days]
    rule = businesstimedelta.WorkDayRule(start_time=desk.opens, end_time=desk.closes, working_days=days, tz=zone)
    rules = [rule]
    if desk.holidays:
        rules.append(businesstimedelta.HolidayRule(desk.holidays, tz=zone))
    hours = businesstimedelta.Rules(rules)

    def one(start: datetime, end: datetime) -> float:
        difference = hours.difference(start, end)
        return float(difference.hours * 3600 + difference.seconds)

    return lambda: [one(a, b) for a, b in pairs]


def with_opening_hours(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """The sum of its open intervals."""
    days = "Mo-Su" if len(desk.days) == 7 else "Mo-Fr"
    rule = f"{days} {desk.opens:%H:%M}-{desk.closes:%H:%M}"
    rule += "".join(f"; {day:%Y %b %d} off" for day in desk.holidays)
    hours = opening_hours.OpeningHours(rule, timezone=ZoneInfo(ZONE))
    zone = ZoneInfo(ZONE)
    local = [(a.astimezone(zone), b.astimezone(zone)) for a, b in pairs]

    def one(start: datetime, end: datetime) -> float:
        total = 0.0
        for opens, closes, state, _ in hours.intervals(start, end):
            if str(state) == "open":
                total += (closes.astimezone(UTC) - opens.astimezone(UTC)).total_seconds()
        return total

    return lambda: [one(a, b) for a, b in local]


class Measured(list[float]):
    """Answers of another program, which has measured by itself what it took, in seconds."""

    taken: float


def with_rickar_cal(desk: Desk, pairs: list[Pair]) -> Callable[[], Seconds]:
    """Its WorkHoursInRange with the cache of holidays, which is faster than without.

    Asked for 22h to 1h30m it never returns; a closing of 25h30m works, so that is what it is asked for.
    """
    opens, closes = (
        f"{at.hour + hours}h{at.minute}m" for at, hours in ((desk.opens, 0), (desk.closes, desk.is_overnight * 24))
    )
    holidays = ",".join(DATES) if desk.holidays else ","
    weekend = "true" if "sat" in desk.days else "false"
    lines = "".join(f"{a.timestamp():.0f} {b.timestamp():.0f}\n" for a, b in pairs)

    def run() -> Seconds:
        command = [sys.argv[1], opens, closes, weekend, holidays]
        done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, timeout=300)
        nanoseconds, *seconds = done.stdout.split()
        answers = Measured(float(second) for second in seconds)
        answers.taken = int(nanoseconds) / 1e9
        return answers

    return run


Peer = tuple[str, Callable[[Desk, list[Pair]], Callable[[], Seconds]], int]
RICKAR_CAL = "rickar/cal 2.1.13, Go"
PEERS: dict[str, list[Peer]] = {
    OFFICE.name: [
        ("firstline, open_between_all", with_firstline, 10_000),
        ("numpy busday_count and pandas, columns", with_numpy, 10_000),
        (RICKAR_CAL, with_rickar_cal, 10_000),
        ("business-duration 0.68", with_business_duration, 1_000),
        ("opening-hours-py 2.1.4", with_opening_hours, 1_000),
        ("businesstimedelta 1.0.1", with_businesstimedelta, 300),
    ],
    NIGHT.name: [
        ("firstline, open_between_all", with_firstline, 10_000),
        (f"{RICKAR_CAL}, as 22h to 25h30m", with_rickar_cal, 10_000),
        ("opening-hours-py 2.1.4", with_opening_hours, 1_000),
        ("businesstimedelta 1.0.1", with_businesstimedelta, 300),
    ],
}


def main() -> None:
    """Print a table for each desk."""
    warnings.simplefilter("ignore")
    pick = random.Random(20261124)
    first = datetime(2020, 1, 1, tzinfo=UTC)
    minutes = int((datetime(2026, 9, 1, tzinfo=UTC) - first) / timedelta(minutes=1))
    starts = [first + timedelta(minutes=pick.randrange(minutes)) for _ in range(10_000)]
    pairs = [(start, start + timedelta(minutes=pick.randrange(60, 90 * 24 * 60))) for start in starts]
    for desk in (OFFICE, NIGHT):
        expected = oracle(desk, pairs)
        print(f"{desk.name}\n  {'':<42}{'µs a pair':>12}{'ratio':>10}   wrong answers")
        ours = 0.0
        for name, prepare, count in PEERS[desk.name]:
            if prepare is with_rickar_cal and len(sys.argv) < 2:
                print(f"  {name:<42} left out: no program was given")
                continue
            run = prepare(desk, pairs[:count])
            begin = time.perf_counter()
            got = run()
            taken = time.perf_counter() - begin
            if isinstance(got, Measured):
                taken = got.taken
            taken *= 1e6 / count
            ours = ours or taken
            wrong = sum(abs(a - b) > 1e-6 for a, b in zip(got, expected[:count], strict=True))
            print(f"  {name:<42}{taken:>12.2f}{taken / ours:>10,.1f}   {wrong:,} of {count:,}")
    print(f"\nPython {sys.version.split()[0]}, firstline with IANA {fl.time_zone_database()}")


if __name__ == "__main__":
    main()
