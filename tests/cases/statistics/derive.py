"""Writes the cases of `firstline::statistics` by other means than the core's: mpmath, scipy, statsmodels and the
definitions in plain Python. `pip install mpmath scipy statsmodels`, then `python derive.py`."""

import json
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import scipy.stats
from mpmath import betainc, erfinv, mp, mpf, sqrt
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

mp.dps = 40
HERE = Path(__file__).parent


def write(name, about, source, cases):
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    (HERE / name).write_text(
        f'{{\n  "about": {json.dumps(about)},\n  "source": {json.dumps(source)},\n  "cases": [\n{lines}\n  ]\n}}\n')


def refuse(name, call, given, code, path):
    return {"name": name, "call": call, "given": given, "error": {"code": code, "path": path}}


# --- Wilson -----------------------------------------------------------------------------------------------------------
def wilson(part, whole, confidence):
    """The roots of the quadratic equation with 40 digits."""
    z = sqrt(2) * erfinv(mpf(confidence))
    n, p = mpf(whole), mpf(part) / whole
    middle, spread = 2 * n * p + z**2, z * sqrt(z**2 + 4 * n * p * (1 - p))
    low, high = ((middle - spread) / (2 * (n + z**2)), (middle + spread) / (2 * (n + z**2)))
    if confidence == 0.95:
        known = proportion_confint(part, whole, alpha=0.05, method="wilson")
        assert abs(known[0] - low) < 1e-12 and abs(known[1] - high) < 1e-12
    return {"part": part, "whole": whole, "rate": float(p), "low": float(low) if part else 0.0, "high": float(high)}


cases = [
    {"name": f"{part} of {whole} at {confidence}", "call": "wilson_interval",
     "given": {"part": part, "whole": whole, "confidence": confidence},
     "expect": wilson(part, whole, confidence), "tolerance": 1e-14}
    for part, whole in [(0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (10, 10), (84, 100), (952, 1000), (4294967294, 4294967295)]
    for confidence in [0.8, 0.95, 0.99]
]
# Newcombe's four examples, table I, method 3: the published bounds have four digits.
for part, whole, low, high in [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]:
    ours = wilson(part, whole, 0.95)
    assert abs(ours["low"] - low) < 5e-5 and abs(ours["high"] - high) < 5e-5, ours
    cases.append({"name": f"Newcombe's {part} of {whole}", "source": "R. G. Newcombe, \"Two-sided confidence intervals for the single proportion\", Statistics in Medicine 17 (1998), table I, method 3, there with four digits",
                  "call": "wilson_interval", "given": {"part": part, "whole": whole, "confidence": 0.95}, "expect": ours, "tolerance": 1e-14})
cases += [
    {"name": "nothing of nothing has no interval", "call": "wilson_interval", "given": {"part": 0, "whole": 0, "confidence": 0.95}, "expect": None},
    refuse("more than the whole", "wilson_interval", {"part": 3, "whole": 2, "confidence": 0.95}, "part.above_whole", "part"),
    refuse("one of nothing", "wilson_interval", {"part": 1, "whole": 0, "confidence": 0.95}, "part.above_whole", "part"),
] + [refuse(f"a confidence of {c}", "wilson_interval", {"part": 1, "whole": 2, "confidence": c}, "confidence.out_of_range", "confidence") for c in [0, 1, 95, -0.5, "NaN"]]
write("wilson.json", "the interval of a share", "the roots of Wilson's equation with 40 digits (mpmath), those at 0.95 equal to statsmodels' proportion_confint", cases)

# --- exact tails ------------------------------------------------------------------------------------------------------
cases = []
for k, n, p in [(0, 0, 0.3), (0, 7, 0.3), (1, 1, 0.25), (7, 7, 0.5), (8, 10, 0.5), (3, 3, 0.125), (30, 100, 0.2), (10, 100, 0.2), (60, 100, 0.01), (1, 1000000, 1e-7),
                (501500, 1000000, 0.5), (505000, 1000000, 0.5), (499000, 1000000, 0.5), (130, 1000000, 0.0001), (3000300, 4000000, 0.75), (2, 4, 0.0), (2, 4, 1.0)]:
    if k == 0:
        value = 1.0
    elif p in (0.0, 1.0):
        value = p
    else:
        # The regularised incomplete beta function is the upper tail.
        value = float(betainc(k, n - k + 1, 0, mpf(p), regularized=True)) if n <= 1000 else None
    if value is None:
        # Term by term with 40 digits.
        p_ = mpf(p)
        term = mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p_) + (n - k) * mp.log(1 - p_))
        if k > n * p:
            total, x = mpf(0), k
            while x <= n and (total == 0 or term > total * mpf(10) ** -30):
                total += term
                term *= mpf(n - x) / (x + 1) * p_ / (1 - p_)
                x += 1
            value = float(total)
        else:
            total, x = mpf(0), k - 1
            term *= mpf(k) / (n - k + 1) * (1 - p_) / p_
            while x >= 0 and (total == 0 or term > total * mpf(10) ** -30):
                total += term
                term *= mpf(x) / (n - x + 1) * (1 - p_) / p_
                x -= 1
            value = float(1 - total)
    known = scipy.stats.binom.sf(k - 1, n, p)
    assert abs(known - value) <= 1e-9 * max(known, value), (k, n, p, known, value)
    cases.append({"name": f"{k} or more of {n} at {p}", "call": "binomial_upper_tail", "given": {"count": k, "trials": n, "probability": p}, "expect": value, "tolerance": 1e-11})
cases += [
    refuse("more successes than trials", "binomial_upper_tail", {"count": 3, "trials": 2, "probability": 0.5}, "part.above_whole", "count"),
    refuse("a probability above 1", "binomial_upper_tail", {"count": 1, "trials": 2, "probability": 1.5}, "probability.out_of_range", "probability"),
    refuse("a probability that is no number", "binomial_upper_tail", {"count": 1, "trials": 2, "probability": "NaN"}, "probability.out_of_range", "probability"),
]
for k, n, K, N in [(3, 4, 4, 8), (4, 4, 4, 8), (0, 4, 4, 8), (0, 0, 0, 0), (5, 5, 5, 5), (2, 5, 5, 8), (3, 5, 5, 8), (12, 50, 100, 1000), (5, 50, 100, 1000), (30, 50, 100, 1000),
                   (2200, 20000, 100000, 1000000), (1900, 20000, 100000, 1000000), (60, 24918, 120, 141712)]:
    if N <= 1000:
        comb = lambda a, b: Fraction(int(mp.binomial(a, b))) if 0 <= b <= a else Fraction(0)
        from math import comb as exact
        ways = sum(exact(K, x) * exact(N - K, n - x) for x in range(k, min(n, K) + 1) if 0 <= n - x <= N - K)
        value = float(Fraction(ways, exact(N, n)))
    else:
        def mass(x):
            choose = lambda a, b: mp.loggamma(a + 1) - mp.loggamma(b + 1) - mp.loggamma(a - b + 1)
            return mp.exp(choose(K, x) + choose(N - K, n - x) - choose(N, n))
        term, total, x = mass(k), mpf(0), k
        if k > mpf(n) * K / N:
            while x <= min(n, K) and (total == 0 or term > total * mpf(10) ** -30):
                total += term
                term *= mpf(K - x) * (n - x) / (mpf(x + 1) * (N - K - n + x + 1))
                x += 1
            value = float(total)
        else:
            x = k - 1
            term = mass(x)
            while x >= max(0, n + K - N) and (total == 0 or term > total * mpf(10) ** -30):
                total += term
                term *= mpf(x) * (N - K - n + x) / (mpf(K - x + 1) * (n - x + 1))
                x -= 1
            value = float(1 - total)
    known = scipy.stats.hypergeom.sf(k - 1, N, K, n) if N else 1.0
    assert abs(known - value) <= 1e-7 * max(known, value), (k, n, K, N, known, value)
    cases.append({"name": f"{k} or more of {n} out of {K} in {N}", "call": "hypergeometric_upper_tail", "given": {"count": k, "drawn": n, "marked": K, "population": N}, "expect": value, "tolerance": 1e-11})
cases += [
    refuse("more drawn than there are", "hypergeometric_upper_tail", {"count": 1, "drawn": 9, "marked": 4, "population": 8}, "part.above_whole", "drawn"),
    refuse("more marked than there are", "hypergeometric_upper_tail", {"count": 1, "drawn": 4, "marked": 9, "population": 8}, "part.above_whole", "marked"),
    refuse("more found than are marked", "hypergeometric_upper_tail", {"count": 3, "drawn": 4, "marked": 2, "population": 8}, "part.above_whole", "count"),
]
write("tails.json", "exact one-sided tests of counts", "exact fractions, or terms with 40 digits (mpmath); each within 1e-9 of scipy.stats.binom.sf or 1e-7 of hypergeom.sf", cases)

# --- many tests -------------------------------------------------------------------------------------------------------
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
cases = []
for name, values in [("the paper's fifteen tests", PUBLISHED), ("in no order, with ties", [0.04, 0.001, 0.04, 0.9, 0.2, 0.001, 1.0, 0.0]), ("one", [0.03]), ("none", [])]:
    adjusted = multipletests(values, method="fdr_bh")[1].tolist() if values else []
    if values:
        assert all(abs(a - b) < 1e-14 for a, b in zip(adjusted, scipy.stats.false_discovery_control(values)))
    cases.append({"name": name, "call": "benjamini_hochberg", "given": {"p_values": values}, "expect": adjusted, "tolerance": 1e-14})
# Table 1 of the paper: at 0.05 the procedure rejects the four smallest.
assert sum(q <= 0.05 for q in cases[0]["expect"]) == 4
cases += [
    refuse("a p-value above 1", "benjamini_hochberg", {"p_values": [0.5, 1.5]}, "probability.out_of_range", "p_values[1]"),
    refuse("a p-value that is no number", "benjamini_hochberg", {"p_values": ["NaN"]}, "probability.out_of_range", "p_values[0]"),
]
write("many_tests.json", "the correction for many tests", "statsmodels' multipletests(method='fdr_bh') and scipy's false_discovery_control, which agree; the first list is that of Benjamini and Hochberg (1995), section 4.1, of which four are found at 0.05", cases)


# --- bootstrap --------------------------------------------------------------------------------------------------------
def chacha8(seed):
    """The words of ChaCha with 8 rounds, by the definition (D. J. Bernstein 2008)."""
    def rotate(x, by):
        return ((x << by) | (x >> (32 - by))) & 0xFFFFFFFF

    counter = 0
    while True:
        start = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, seed, 0, 0, 0, 0, 0, 0, 0, counter & 0xFFFFFFFF, counter >> 32, 0, 0]
        s = start[:]

        def quarter(a, b, c, d):
            for x, y, z, by in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)]:
                s[x] = (s[x] + s[y]) & 0xFFFFFFFF
                s[z] = rotate(s[z] ^ s[x], by)

        for _ in range(4):
            for i in range(4):
                quarter(i, 4 + i, 8 + i, 12 + i)
            for i in range(4):
                quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
        yield from ((a + b) & 0xFFFFFFFF for a, b in zip(s, start))
        counter += 1


assert next(chacha8(0)).to_bytes(4, "little").hex() == "3e00ef2f"  # Strombergson's TC1


def places(seed, n):
    for word in chacha8(seed):
        if (word * n) % 2**32 >= 2**32 % n:
            yield word * n // 2**32


def bootstrap(values, quantile, confidence, resamples, seed):
    ordered, n = sorted(values), len(values)
    rank = max(ceil(Fraction(str(quantile)) * n), 1)
    draw = places(seed, n)
    found = sorted(ordered[sorted(next(draw) for _ in range(n))[rank - 1]] for _ in range(resamples))
    k = floor((resamples + 1) * (1 - Fraction(str(confidence))) / 2)
    return {"count": n, "value": ordered[rank - 1], "low": found[k - 1], "high": found[resamples - k]}


SAMPLE = [float(x) for x in "3.5 1 7.25 22 4 18 5 9 -2 6 31 11 8 2 13 4 4.5 17 3 90".split()]
cases = []
for values, quantile, confidence, resamples, seed in [(SAMPLE, 0.5, 0.95, 1999, 0), (SAMPLE, 0.5, 0.95, 1999, 1), (SAMPLE, 0.9, 0.9, 999, 42), (SAMPLE, 0.0, 0.8, 99, 7), (SAMPLE, 1.0, 0.8, 99, 4294967295),
                                                      (SAMPLE[:7], 0.5, 0.99, 499, 3), ([5.0], 0.5, 0.95, 39, 0), ([1.0, 2.0], 0.5, 0.95, 39, 0)]:
    cases.append({"name": f"the quantile {quantile} of {len(values)} at {confidence}, seed {seed}", "call": "bootstrap_interval",
                  "given": {"values": values, "options": {"quantile": quantile, "confidence": confidence, "resamples": resamples, "seed": seed}},
                  "expect": bootstrap(values, quantile, confidence, resamples, seed)})
SPANS = [25, 3, 48, 7, 110, 33, 64, 12, 5, 90, 41]
span = lambda minutes: f"PT{minutes // 60}H{minutes % 60}M" if minutes >= 60 and minutes % 60 else (f"PT{minutes // 60}H" if minutes >= 60 else f"PT{minutes}M")
want = bootstrap(SPANS, 0.5, 0.95, 1999, 2026)
cases.append({"name": "the median of times", "call": "bootstrap_span_interval", "given": {"spans": [span(x) for x in SPANS], "options": {"seed": 2026}},
              "expect": {key: value if key == "count" else span(value) for key, value in want.items()}})
options = lambda **more: {"values": [1, 2, 3], "options": more}
cases += [
    {"name": "no numbers have no median", "call": "bootstrap_interval", "given": {"values": [], "options": {}}, "expect": None},
    refuse("a value that is no number", "bootstrap_interval", {"values": [1, "NaN"], "options": {}}, "number.not_finite", "values[1]"),
    refuse("an infinite value", "bootstrap_interval", {"values": ["Infinity"], "options": {}}, "number.not_finite", "values[0]"),
    refuse("no such quantile", "bootstrap_interval", options(quantile=1.5), "quantile.out_of_range", "options.quantile"),
    refuse("a confidence of 1", "bootstrap_interval", options(confidence=1.0), "confidence.out_of_range", "options.confidence"),
    refuse("no resamples", "bootstrap_interval", options(resamples=0), "bootstrap.too_few_resamples", "options.resamples"),
    refuse("one resample too few", "bootstrap_interval", options(resamples=38), "bootstrap.too_few_resamples", "options.resamples"),
    refuse("more resamples than are allowed", "bootstrap_interval", options(resamples=1000001), "bootstrap.too_many_resamples", "options.resamples"),
    refuse("more work than is allowed", "bootstrap_interval", {"values": [1.0] * 201, "options": {"resamples": 1000000}}, "bootstrap.too_much_work", "values"),
]
write("bootstrap.json", "intervals of quantiles by drawing again", "the documented procedure in plain Python, with ChaCha8 from its definition", cases)

# --- charts -----------------------------------------------------------------------------------------------------------
RULES = ["beyond_limits", "two_of_three_beyond_two_sigma", "four_of_five_beyond_one_sigma", "run_of_eight", "trend_of_six",
         "fourteen_alternating", "fifteen_within_one_sigma", "eight_beyond_one_sigma"]


def signals(values, centres, sigmas, rules):
    """By windows over the whole series, one rule after another."""
    found = [[] for _ in values]

    def mark(rule, size, test):
        for end in range(len(values)):
            for start in ([end - size + 1] if size not in (3, 5) else range(max(end - size + 1, 0), end + 1)):
                if start < 0 or any(v is None for v in values[start:end + 1]):
                    continue
                if test(list(zip(values, centres, sigmas))[start:end + 1]):
                    found[end].append(rule)
                    break

    def beyond(k, least):
        return lambda w: any(side(*w[-1], k) and sum(side(*x, k) for x in w) >= least for side in (lambda v, c, s, k: v > c + k * s, lambda v, c, s, k: v < c - k * s))

    steps = lambda w: [b[0] - a[0] for a, b in zip(w, w[1:])]
    tests = {
        RULES[0]: (1, beyond(3, 1)), RULES[1]: (3, beyond(2, 2)), RULES[2]: (5, beyond(1, 4)), RULES[3]: (8, beyond(0, 8)),
        RULES[4]: (6, lambda w: all(s > 0 for s in steps(w)) or all(s < 0 for s in steps(w))),
        RULES[5]: (14, lambda w: all(a * b < 0 for a, b in zip(steps(w), steps(w)[1:]))),
        RULES[6]: (15, lambda w: all(abs(v - c) < s for v, c, s in w)),
        RULES[7]: (8, lambda w: all(abs(v - c) > s for v, c, s in w) and len({v > c for v, c, s in w}) == 2),
    }
    for rule in RULES:
        if rule in rules:
            mark(rule, *tests[rule])
    return found


def points(values, low, high, found):
    return [{"value": v, "low": l, "high": h, "signals": s, "verdict": "no_data" if v is None else "signal" if s else "noise"}
            for v, l, h, s in zip(values, low, high, found)]


def xmr(values, baseline=None, rules=None):
    n = baseline or len(values)
    steps = [abs(b - a) for a, b in zip(values, values[1:])]
    centre, step = sum(values[:n]) / n, sum(steps[:n - 1]) / (n - 1)
    low, high, top = centre - 2.66 * step, centre + 2.66 * step, 3.268 * step
    found = signals(values, [centre] * len(values), [2.66 * step / 3] * len(values), rules or RULES[:5])
    return {"baseline": n, "centre": centre, "low": low, "high": high, "range_centre": step, "range_high": top,
            "points": points(values, [low] * len(values), [high] * len(values), found),
            "ranges": points(steps, [None] * len(steps), [top] * len(steps), [["beyond_limits"] if s > top else [] for s in steps])}


def p_chart(pairs, baseline=None, rules=None):
    n = baseline or len(pairs)
    centre = sum(p for p, _ in pairs[:n]) / sum(w for _, w in pairs[:n])
    values = [p / w if w else None for p, w in pairs]
    sigmas = [(centre * (1 - centre) / w) ** 0.5 if w else None for _, w in pairs]
    low = [centre - 3 * s if s is not None and centre - 3 * s >= 0 else None for s in sigmas]
    high = [centre + 3 * s if s is not None and centre + 3 * s <= 1 else None for s in sigmas]
    return {"baseline": n, "centre": centre, "points": points(values, low, high, signals(values, [centre] * len(pairs), sigmas, rules or RULES[:5]))}


NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
chart = xmr(NIST)
assert abs(chart["range_centre"] - 1.8778) < 1e-4 and abs(chart["high"] - 55.8041) < 1e-3 and abs(chart["low"] - 45.8159) < 1e-3
WAFERS = [(part, 50) for part in [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]]
chart = p_chart(WAFERS)
assert abs(chart["centre"] - 0.2313) < 1e-4
assert abs(chart["points"][0]["high"] - 0.4103) < 2e-4 and abs(chart["points"][0]["low"] - 0.0524) < 1e-4
assert [i + 1 for i, it in enumerate(chart["points"]) if "beyond_limits" in it["signals"]] == [15, 23]
SIZES = [100, 80, 80, 100, 110, 110, 100, 100, 90, 90, 110, 120, 120, 120, 110, 80, 80, 80, 90, 100, 100, 100, 100, 90, 90]
PARTS = [12, 8, 6, 9, 10, 12, 11, 16, 10, 6, 20, 15, 9, 8, 6, 8, 10, 7, 5, 8, 5, 8, 10, 6, 9]
assert sum(SIZES) == 2450 and sum(PARTS) == 234
chart = p_chart(list(zip(PARTS, SIZES)))
assert [i + 1 for i, it in enumerate(chart["points"]) if "beyond_limits" in it["signals"]] == [11]

SERIES = {
    "a run of eight above": [10, 12, 11, 9, 10, 8, 11, 9, 12, 12, 13, 12, 14, 12, 13, 12, 13, 9, 8],
    "six that rise": [5, 3, 6, 4, 5, 6, 7, 8, 9, 10, 4, 5],
    "equal neighbours end a trend": [5, 3, 6, 4, 5, 6, 7, 7, 8, 9, 4, 5],
    "two of three": [0, 1, 0, -1, 0, 1, -1, 0, 1, 0, -1, 5, 0, 5, 0, -1, 0, 1],
    "by turns": [1, 3, 2, 4, 1, 5, 2, 3, 1, 4, 2, 5, 1, 3, 2, 4, 4, 1],
    "too calm": [0, 30, 0, 15, 15.5, 14.5, 15, 14, 16, 15, 14.5, 15.5, 15, 14, 15, 16, 15, 14, 15.5, 30, 0],
    "nothing in the middle": [10, -10, 10, 10, -10, -10, 10, -10, 10, 10, -10, 0],
    "always the same": [4.0, 4.0, 4.0, 4.0],
    "the same but once": [4.0] * 9 + [5.0],
}
CHART = "the documented rules in plain Python, over the whole series rule by rule"
call = lambda name, values, source=CHART, **options: {"name": name, "source": source, "call": "xmr_chart", "given": {"values": values, "options": options}, "expect": xmr(values, **options), "tolerance": 1e-12}
cases = [call("ten batches", NIST, "data and results to four digits: NIST/SEMATECH e-Handbook, 6.3.2.2 (mean moving range 1.8778, limits 45.8159 and 55.8041 by 3/1.128 in place of 2.66)")]
cases += [call(name, values) for name, values in SERIES.items()]
cases += [call(f"{name}, by all rules", values, rules=RULES) for name, values in SERIES.items()]
cases += [call("a baseline of eight", SERIES["a run of eight above"], baseline=8), call("one rule", SERIES["a run of eight above"], rules=["run_of_eight"])]
cases += [
    refuse("no values", "xmr_chart", {"values": [], "options": {}}, "chart.too_few_points", "values"),
    refuse("one value", "xmr_chart", {"values": [1], "options": {}}, "chart.too_few_points", "values"),
    refuse("a baseline of one", "xmr_chart", {"values": [1, 2, 3], "options": {"baseline": 1}}, "chart.baseline_out_of_range", "options.baseline"),
    refuse("a baseline of more than there are", "xmr_chart", {"values": [1, 2, 3], "options": {"baseline": 4}}, "chart.baseline_out_of_range", "options.baseline"),
    refuse("no number", "xmr_chart", {"values": [1, "NaN", 3], "options": {}}, "number.not_finite", "values[1]"),
    refuse("numbers beyond all sums", "xmr_chart", {"values": [1e308, 1e308, -1e308], "options": {}}, "number.out_of_range", "values"),
]
write("xmr_chart.json", "charts of single values", CHART, cases)

pairs = lambda data: [{"part": p, "whole": w} for p, w in data]
call = lambda name, data, source=CHART, **options: {"name": name, "source": source, "call": "p_chart", "given": {"points": pairs(data), "options": options}, "expect": p_chart(data, **options), "tolerance": 1e-12}
GAP = [(1, 10)] * 4 + [(6, 10)] * 4 + [(0, 0)] + [(6, 10)] * 4
cases = [
    call("thirty wafers", WAFERS, "NIST/SEMATECH e-Handbook, 6.3.3.2 (mean 0.2313, limits 0.0524 and 0.4103); samples 15 and 23 are beyond them"),
    call("purchase orders", list(zip(PARTS, SIZES)), "D. C. Montgomery, \"Introduction to statistical quality control\", table 7.4 (mean 0.096); sample 11 is beyond its limit"),
    call("a baseline of ten", WAFERS, baseline=10),
    call("a day without tickets ends a run", GAP),
    call("all of all", [(5, 5)] * 9), call("none of all, then one", [(0, 5)] * 9 + [(1, 5)], baseline=9),
]
cases += [
    refuse("no points", "p_chart", {"points": [], "options": {}}, "chart.too_few_points", "points"),
    refuse("wholes of nothing", "p_chart", {"points": pairs([(0, 0), (0, 0)]), "options": {}}, "chart.empty_baseline", "points"),
    refuse("more than the whole", "p_chart", {"points": pairs([(1, 2), (3, 2)]), "options": {}}, "part.above_whole", "points[1].part"),
    refuse("a baseline of nothing", "p_chart", {"points": pairs([(1, 2)]), "options": {"baseline": 0}}, "chart.baseline_out_of_range", "options.baseline"),
]
write("p_chart.json", "charts of shares", CHART, cases)
