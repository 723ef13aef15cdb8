"""Writes forecast.json: what pandas, numpy, scipy and statsmodels make of the same counts.

Run with `python forecast.py`; needs pandas, scipy and statsmodels. Times of the week are those of pandas in the zone,
quantiles those of scipy.stats, trends the roots that scipy.optimize finds. The draws are by numpy's generator.
"""
import json
import pathlib

import numpy as np
import pandas as pd
from scipy import optimize, stats

RNG = np.random.default_rng(20260302)
FREQ = {"hour": "h", "half_hour": "30min", "quarter_hour": "15min"}
PER_WEEK = {"day": 7, "hour": 168, "half_hour": 336, "quarter_hour": 672}
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def grid(zone, interval, start, count):
    """Starts of intervals in local time; zones whose clocks change by whole intervals."""
    first = pd.Timestamp(start).tz_convert(zone)
    if interval == "day":
        days = pd.date_range(first.tz_localize(None), periods=count, freq="D")
        return days.tz_localize(zone)
    return pd.date_range(first.tz_convert("UTC"), periods=count, freq=FREQ[interval]).tz_convert(zone)


def frame(series, horizon=0):
    count = len(series["counts"])
    at = grid(series["zone"], series["interval"], series["start"], count + horizon)
    rows = pd.DataFrame({"at": at, "date": at.date, "slot": list(zip(at.day_of_week, at.hour, at.minute))})
    rows["y"] = pd.Series(series["counts"] + [np.nan] * horizon)
    return rows.iloc[:count].copy(), rows.iloc[count:].copy()


def week_of(rows, start, middle):
    return (rows["at"].dt.tz_convert("UTC").map(pd.Timestamp.timestamp) - middle) / 604800.0


def effect(rows):
    means = rows[~rows.holiday].groupby("slot").y.mean()
    on = rows[rows.holiday]
    if on.empty:
        return None
    usual = on.slot.map(means).sum()
    return {"days": int(on.date.nunique()), "arrivals": float(on.y.sum()), "usual": float(usual),
            "factor": float(on.y.sum() / usual) if usual > 0 else None}


def cleaned(rows):
    """Holidays as the mean of the weeks around."""
    kept = rows.y.where(~rows.holiday)
    before, after = kept.groupby(rows.slot).ffill(), kept.groupby(rows.slot).bfill()
    return rows.y.where(~rows.holiday, pd.concat([before, after], axis=1).mean(axis=1))


def trend(rows, y):
    """The root of the estimating equation, the profile being eliminated."""
    stamps = rows["at"].map(lambda at: at.timestamp())
    middle = (stamps.iloc[0] + stamps.iloc[-1]) / 2
    t = ((stamps - middle) / 604800.0).to_numpy()
    codes, _ = pd.factorize(rows.slot)
    y = y.to_numpy()

    def profile(beta):
        level = 1 + beta * t
        return np.bincount(codes, y) / np.bincount(codes, level)

    def off(beta):
        return float(np.sum(t * (y - profile(beta)[codes] * (1 + beta * t))))

    edge = 0.9 / np.abs(t).max()
    beta = optimize.brentq(off, -edge, edge, xtol=1e-16, rtol=1e-15)
    return beta, dict(zip(rows.slot, profile(beta)[codes])), middle


def predict(model, rows, y, future):
    rows = rows.assign(c=y)
    if model in ("seasonal_naive", "moving_average"):
        days = 1 if model == "seasonal_naive" else 4
        daily = rows.groupby(["slot", "date"]).c.mean()
        means = daily.groupby(level=0).apply(lambda part: part.sort_index(level=1).iloc[-days:].mean())
        return future.slot.map(means).to_numpy()
    if model == "day_profile":
        return future.slot.map(rows.groupby("slot").c.mean()).to_numpy()
    beta, profile, middle = trend(rows, y)
    t = (future["at"].map(lambda at: at.timestamp()) - middle) / 604800.0
    return (future.slot.map(profile) * (1 + beta * t)).to_numpy(dtype=float)


def naive_scale(rows):
    daily = rows.groupby(["slot", "date"]).y.mean().rename("mean").reset_index().sort_values("date")
    daily["before"] = daily.groupby("slot")["mean"].shift()
    merged = rows.merge(daily[["slot", "date", "before"]], on=["slot", "date"])
    return float((merged.y - merged.before).abs().dropna().mean())


def band(mean, phi, confidence):
    if mean <= 0:
        return 0.0, 0.0
    tails = [(1 - confidence) / 2, 1 - (1 - confidence) / 2]
    if phi <= 1:
        return tuple(float(x) for x in stats.poisson.ppf(tails, mean))
    return tuple(float(x) for x in stats.nbinom.ppf(tails, mean / (phi - 1), 1 / phi))


def backtest(series, model, horizon, holidays, confidence, folds, factor=None):
    rows, _ = frame(series)
    rows["holiday"] = rows.date.astype(str).isin(holidays)
    tested = max(horizon, PER_WEEK[series["interval"]])
    pairs, scaled = [], []
    for back in range(folds, 0, -1):
        origin = len(rows) - back * tested
        past, test = rows.iloc[:origin], rows.iloc[origin:origin + tested]
        known = factor if factor is not None else (effect(past) or {}).get("factor")
        mean = predict(model, past, cleaned(past), test)
        day = np.where(test.holiday, np.nan if known is None else known, 1.0)
        keep = ~np.isnan(day)
        pair = np.column_stack([test.y.to_numpy()[keep], np.maximum(0, mean * day)[keep]])
        pairs.append(pair)
        scaled.append(np.abs(pair[:, 1] - pair[:, 0]) / naive_scale(past))
    all_pairs = np.vstack(pairs)
    error = all_pairs[:, 1] - all_pairs[:, 0]
    spread = lambda some: float(np.sum((some[:, 0] - some[:, 1]) ** 2) / np.sum(some[:, 1]))
    inside = []
    for place, pair in enumerate(pairs):
        others = [other for index, other in enumerate(pairs) if index != place]
        if others:
            phi = spread(np.vstack(others))
            inside += [low <= y <= high for y, mean in pair for low, high in [band(mean, phi, confidence)]]
    arrived = all_pairs[:, 0].sum()
    return {
        "model": model, "folds": folds,
        "errors": {
            "intervals": len(error), "mean_absolute": float(np.abs(error).mean()),
            "root_mean_square": float(np.sqrt((error ** 2).mean())), "wape": float(np.abs(error).sum() / arrived),
            "mase": float(np.concatenate(scaled).mean()), "bias": float(error.sum() / arrived),
        },
        "dispersion": spread(all_pairs), "coverage": float(np.mean(inside)) if inside else None, "unsuitable": None,
    }


def dispersion(rows, y):
    mean = y.groupby(rows.slot).transform("mean")
    some = mean > 0
    degrees = int(some.sum() - rows.slot[some].nunique())
    squares = float((((y - mean) ** 2)[some] / mean[some]).sum())
    return {"index": squares / degrees, "degrees_of_freedom": degrees,
            "over_dispersed": bool(squares > degrees + stats.norm.ppf(0.99) * np.sqrt(2 * degrees))}


def stamp(at):
    return at.tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


def profile_case(name, series, holidays):
    rows, _ = frame(series)
    rows["holiday"] = rows.date.astype(str).isin(holidays)
    usual = rows[~rows.holiday]
    times = [{"weekday": DAYS[day], "time": f"{hour:02}:{minute:02}", "intervals": int(part.y.size),
              "arrivals": float(part.y.sum()), "mean": float(part.y.mean())}
             for (day, hour, minute), part in usual.groupby("slot")]
    return {"name": name, "call": "arrival_profile", "given": {"series": series, "holidays": holidays},
            "tolerance": 1e-10,
            "expect": {"times": times, "trend_per_week": float(trend(usual, usual.y)[0]),
                       "dispersion": dispersion(usual, usual.y), "holidays": effect(rows)}}


def forecast_case(name, series, options, models, folds):
    horizon, confidence = options["horizon"], options.get("confidence", 0.8)
    holidays, factor = options.get("holidays", []), options.get("holiday_factor")
    rows, future = frame(series, horizon)
    rows["holiday"] = rows.date.astype(str).isin(holidays)
    to_come = future.date.astype(str).isin(holidays)
    tests = [backtest(series, model, horizon, holidays, confidence, folds, factor) for model in models]
    best = min(tests, key=lambda test: test["errors"]["root_mean_square"])
    used = factor if factor is not None else (effect(rows) or {}).get("factor")
    y = cleaned(rows)
    means = predict(best["model"], rows, y, future) * np.where(to_come, used or 1.0, 1.0)
    ends = grid(series["zone"], series["interval"], series["start"], len(rows) + horizon + 1)[len(rows) + 1:]
    points = []
    for at, end, mean, holiday in zip(future["at"], ends, means, to_come):
        low, high = band(max(0.0, mean), best["dispersion"], confidence)
        points.append({"start": stamp(at), "end": stamp(end), "mean": float(mean), "low": low, "high": high,
                       "holiday": bool(holiday)})
    return {"name": name, "call": "forecast", "tolerance": 1e-9,
            "given": {"series": series, "options": {**options, "models": models}},
            "expect": {"model": best["model"], "points": points, "below_zero": 0, "backtests": tests,
                       "dispersion": dispersion(rows, y), "holidays": effect(rows), "holiday_factor": used}}


def negative_binomial(mean, phi):
    mean = np.asarray(mean, dtype=float)
    return [float(x) for x in RNG.negative_binomial(mean / (phi - 1), 1 / phi)]


def main():
    cases = []
    week = np.array([64, 52, 47, 45, 38, 9, 6.0])
    # Ten weeks of days in Berlin, over the end of summer time, with two holidays, busier by 8 % of the first a week.
    days = 70
    means = np.array([week[day % 7] * (1 + 0.08 * day / 7) for day in range(days)])
    means[[12, 33]] *= 0.2
    daily = {"zone": "Europe/Berlin", "interval": "day", "start": "2026-08-31T00:00:00+02:00",
             "counts": negative_binomial(means, 1.8)}
    off = ["2026-09-12", "2026-10-03"]
    cases.append(profile_case("ten weeks of days, two of them holidays", daily, off))
    models = ["seasonal_naive", "moving_average", "day_profile", "day_profile_trend"]
    cases.append(forecast_case("a fortnight of days with a holiday in it, over-dispersed",
                               daily, {"horizon": 14, "holidays": off + ["2026-11-11"]}, models, 4))
    cases.append(forecast_case("a factor that is given, and one of the holidays untold before",
                               daily, {"horizon": 3, "holidays": off, "holiday_factor": 0.25, "confidence": 0.95},
                               models[:3], 8))
    for test in [backtest(daily, model, 7, off, 0.8, 5) for model in models]:
        cases.append({"name": f"five weeks of tests: {test['model']}", "call": "forecast_backtest", "tolerance": 1e-9,
                      "given": {"series": daily, "options": {"horizon": 7, "holidays": off, "folds": 5,
                                                             "models": [test["model"]]}}, "expect": [test]})
    # Four weeks of hours with the hour that comes twice in the second: 673 of them; and a start in mid-week.
    hour = np.clip(np.sin((np.arange(24) - 6) / 24 * 2 * np.pi), 0, None) * 6
    start = pd.Timestamp("2026-10-14T00:00:00", tz="Europe/Berlin")
    at = pd.date_range(start, periods=673, freq="h")
    level = [hour[a.hour] * (1.0 if a.day_of_week < 5 else 0.2) for a in at]
    hourly = {"zone": "Europe/Berlin", "interval": "hour", "start": "2026-10-14T00:00:00+02:00",
              "counts": [float(x) for x in RNG.poisson(level)]}
    cases.append(profile_case("four weeks of hours, one of them twice", hourly, []))
    cases.append(forecast_case("two days of hours", hourly, {"horizon": 48}, models, 2))
    # Holt and Winters meet a line with a season, whatever their weights.
    line = [float(v) for t in range(63) for v in [100 + 2.0 * t + [20, 10, 0, 0, -10, -40, -50][t % 7]]]
    straight = {"zone": "UTC", "interval": "day", "start": "2026-03-02T00:00:00Z", "counts": line}
    expected = [{"mean": 100 + 2.0 * t + [20, 10, 0, 0, -10, -40, -50][t % 7]} for t in range(63, 70)]
    for point in expected:
        point["low"], point["high"] = band(point["mean"], 1.0, 0.8)
    cases.append({"name": "a line with a season", "call": "forecast", "tolerance": 1e-9,
                  "source": "by construction; bounds of a Poisson distribution by scipy",
                  "given": {"series": straight, "options": {"horizon": 7, "models": ["holt_winters"]}},
                  "expect": {"model": "holt_winters", "points": expected, "below_zero": 0}})
    actual, told = [float(x) for x in RNG.poisson(9, 20)], [float(x) for x in np.round(RNG.normal(9, 2, 20), 2)]
    history = [float(x) for x in RNG.poisson(9, 40)]
    error, y, h = np.array(told) - np.array(actual), np.array(actual), np.array(history)
    cases.append({"name": "errors of twenty forecasts", "call": "forecast_errors", "tolerance": 1e-12,
                  "given": {"actual": actual, "forecast": told, "history": history, "season": 7},
                  "expect": {"intervals": 20, "mean_absolute": float(np.abs(error).mean()),
                             "root_mean_square": float(np.sqrt((error ** 2).mean())),
                             "wape": float(np.abs(error).sum() / y.sum()), "bias": float(error.sum() / y.sum()),
                             "mase": float(np.abs(error).mean() / np.abs(h[7:] - h[:-7]).mean())}})
    text = ",\n".join("    " + json.dumps(case, ensure_ascii=False) for case in cases)
    out = ('{\n  "about": "arrivals by the time of the week, forecasts and their tests",\n'
           '  "source": "pandas, numpy and scipy by forecast.py",\n  "cases": [\n' + text + "\n  ]\n}\n")
    pathlib.Path(__file__).with_name("forecast.json").write_text(out)


if __name__ == "__main__":
    main()
