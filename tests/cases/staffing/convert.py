"""Writes erlang_b.json, queues.json, needed.json, chains.json and shrinkage.json from the collected cases:
`convert.py STAFFING_CASES_JSON`.

README.md says where they come from; what is converted is checked in.
"""

import json
import sys
from decimal import Decimal, getcontext
from pathlib import Path

getcontext().prec = 40
HERE = Path(__file__).parent
DATA = json.loads(Path(sys.argv[1]).read_text())
FIGURES = {
    "p_wait": "p_wait",
    "p_block": "p_blocked",
    "p_abandon": "p_abandon",
    "p_abandon_per_attempt": "p_abandon",
    "p_lost_for_good": "p_lost",
    "total_lambda_per_hour": "attempts_per_hour",
    "service_level": "service_level",
    "p_wait_gt_t": "service_level_missed",
    "asa_s": "asa_seconds",
    "asa_answered_s": "asa_seconds",
    "asa_accepted_s": "asa_seconds",
    "mean_wait_all_s": "mean_wait_seconds",
    "mean_wait_of_waiters_s": "mean_wait_of_waiters_seconds",
    "mean_wait_abandoned_s": "mean_wait_of_abandoned_seconds",
    "queue_length": "queue_length",
    "occupancy": "occupancy",
}
DEFINITIONS = {
    "sl_answered_of_offered": "answered_of_offered",
    "sl_answered_of_answered": "answered_of_answered",
    "sl_excluding_short_abandons": "excluding_short_abandons",
    "sl_wait_le_t": "wait_within",
}
MODELS = {
    "erlang_c": "erlang_c",
    "erlang_a": "erlang_a",
    "erlang_a_redial": "erlang_a",
    "erlang_a_finite_queue": "limited_erlang_a",
    "erlang_c_finite_queue": "limited_erlang_c",
}


def span(seconds: int) -> str:
    return f"PT{seconds}S"


def exact(case: dict, name: str) -> float | None:
    """An output by its long form where there is one; what grows for ever is absent."""
    value = case["outputs"][name]
    return None if value == "inf" else float(case["outputs_hp"].get(name, value))


def renamed(case: dict, names: dict[str, str]) -> dict:
    return {ours: exact(case, theirs) for theirs, ours in names.items() if theirs in case["outputs"]}


def queue(inputs: dict) -> dict:
    queue = {"arrivals_per_hour": inputs["lambda_per_hour"], "aht": span(inputs["aht_s"])}
    if "patience_s" in inputs:
        queue["patience"] = span(inputs["patience_s"])
    if "waiting_places" in inputs:
        queue["waiting_places"] = inputs["waiting_places"]
    if "redial_fraction" in inputs:
        queue["redial_share"] = inputs["redial_fraction"]
    return queue


def written(case: dict, call: str, given: dict, expect: object, about: str = "") -> dict:
    note = ", ".join(filter(None, [about, case["note"]]))
    return {
        "name": case["id"] + (f": {note}" if note else ""),
        **({"source": case["cite"]} if case["cite"] else {}),
        "call": call,
        "given": given,
        "expect": expect,
        "tolerance": case["rel_tol"],
    }


def metrics(case: dict) -> list[dict]:
    """A case of a queue: its figures by the first definition of a service level, then the others of it."""
    inputs, outputs = case["inputs"], case["outputs"]
    rule = {"within": span(inputs.get("target_s", 0))}
    figures = renamed(case, FIGURES) | {"stability": "stable" if outputs.get("stable", True) else "unstable"}
    model = MODELS[case["model"]]
    figures["model"] = "erlang_b" if inputs.get("waiting_places") == 0 else model
    if "waiting_places" in inputs and inputs["waiting_places"] == 0 and "mean_wait_abandoned_s" in outputs:
        # Nobody hangs up there, and a mean of nothing is absent.
        figures["mean_wait_of_abandoned_seconds"] = None
    if "sl_accepted" in outputs:
        rule["definition"] = "answered_of_answered"
        figures["service_level"] = exact(case, "sl_accepted")
    given = {"queue": queue(inputs), "agents": inputs["agents"], "rule": rule}
    if "sl_answered_of_offered" not in outputs:
        return [written(case, "queue_metrics", given, figures)]
    cases = []
    for name, definition in DEFINITIONS.items():
        expect = {"service_level": exact(case, name)}
        if definition == "answered_of_offered":
            expect |= figures
        if definition == "wait_within" and "p_block" not in outputs:
            # Who waits longer would have had to wait longer, and had the patience.
            stays = (-Decimal(inputs["target_s"]) / Decimal(inputs["patience_s"])).exp()
            longer = Decimal(case["outputs_hp"]["p_offered_wait_gt_t"])
            expect["service_level_missed"] = float(stays * longer)
        cases.append(written(case, "queue_metrics", given | {"rule": rule | {"definition": definition}}, expect, definition))
    return cases


def needed(case: dict) -> dict:
    inputs, outputs = case["inputs"], case["outputs"]
    definition = inputs.get("sl_definition", "sl_answered_of_offered")
    level = {
        "share": inputs["target_service_level"],
        "within": span(inputs["target_s"]),
        "definition": DEFINITIONS[definition],
    }
    targets = {"service_levels": [level]}
    if "max_occupancy" in inputs:
        targets["max_occupancy"] = str(inputs["max_occupancy"])
    if "max_abandon" in inputs:
        targets["max_abandonment"] = inputs["max_abandon"]
    outcome = renamed(case, FIGURES | {definition: "service_level"})
    expect = {"agents": outputs["agents"], "outcome": outcome}
    if "binding" in outputs:
        expect["binding"] = outputs["binding"]
    for name in ("service_level", definition):
        if f"{name}_with_one_fewer" in outputs:
            expect["with_one_fewer"] = {"service_level": exact(case, f"{name}_with_one_fewer")}
    return written(case, "agents_needed", {"queue": queue(inputs), "targets": targets}, expect)


BLOCKING = {"blocking": "blocking", "carried_erlangs": "carried_load", "occupancy": "occupancy"}


def erlang_b(case: dict) -> dict:
    inputs = case["inputs"]
    load = {"offered_load": inputs.get("offered_erlangs", inputs.get("fresh_erlangs"))}
    match case["model"]:
        case "erlang_b":
            given = load | {"agents": inputs["agents"]}
            return written(case, "erlang_b", given, renamed(case, BLOCKING))
        case "erlang_b_continuous":
            given = load | {"agents": inputs["agents_real"]}
            return written(case, "erlang_b_real", given, renamed(case, BLOCKING))
        case _:
            given = load | {"agents": inputs["agents"], "retry_share": inputs["retry_fraction"]}
            names = {"total_offered_erlangs": "total_load", "blocking": "blocking", "lost_for_good": "lost_for_good"}
            return written(case, "erlang_b_retrials", given, renamed(case, names))


def chain(case: dict) -> dict:
    inputs = case["inputs"]
    match case["model"]:
        case "engset":
            given = {"sources": inputs["sources"], "load_per_idle_source": inputs["rho_per_idle_source"], "agents": inputs["agents"]}
            names = {"time_congestion": "time_congestion", "call_congestion": "call_congestion", "carried_erlangs": "carried_load"}
            return written(case, "engset", given, renamed(case, names))
        case "finite_source_queue":
            population = {
                "sources": inputs["sources"],
                "calls_per_idle_hour": inputs["idle_rate_per_hour"],
                "aht": span(inputs["aht_s"]),
            }
            names = {name: name for name in ("p_wait", "service_level", "queue_length", "throughput_per_hour", "occupancy")}
            given = {"population": population, "agents": inputs["agents"], "within": span(inputs["target_s"])}
            return written(case, "population_metrics", given, renamed(case, names | {"mean_wait_s": "asa_seconds"}))
        case "halfin_whitt":
            return written(case, "halfin_whitt", {"beta": inputs["beta"]}, exact(case, "p_wait"))
        case _:
            given = {"beta": inputs["beta"], "handling_over_patience": inputs["theta_over_mu"]}
            return written(case, "garnett", given, exact(case, "p_wait"))


def write(name: str, about: str, source: str, cases: list[dict]) -> None:
    head = f'  "about": {json.dumps(about)},\n  "source": {json.dumps(source)},\n  "cases": [\n'
    (HERE / f"{name}.json").write_text("{\n" + head + ",\n".join("    " + json.dumps(c) for c in cases) + "\n  ]\n}\n")


def of(*models: str) -> list[dict]:
    return [case for case in DATA["cases"] if case["model"] in models]


BRUTE_FORCE = "one-by-one birth-death sums with 50 digits, checked against closed forms"
write("erlang_b", "calls that may not wait", f"{BRUTE_FORCE}; real-valued agents: quadrature and incomplete gamma with 50 digits",
      [erlang_b(case) for case in of("erlang_b", "erlang_b_continuous", "erlang_b_retrial")])
write("queues", "how queues do: Erlang C and A, with and without limits on the line and redials", BRUTE_FORCE,
      [each for case in of(*MODELS) for each in metrics(case)])
write("needed", "the fewest agents that do what a queue should", f"{BRUTE_FORCE}, agent by agent",
      [needed(case) for case in of("erlang_c_required", "erlang_a_required")])
write("chains", "few callers, and the limits of very large queues", f"{BRUTE_FORCE}; the limits by the normal distribution with 50 digits",
      [chain(case) for case in of("engset", "finite_source_queue", "halfin_whitt", "garnett")])

cases = []
for case in DATA["meta"]["shrinkage_rounding"]:
    cases.append({
        "name": f"{case['raw']} agents at work at a shrinkage of {case['shrinkage']}",
        "call": "headcount",
        "given": {"input": {"tickets_per_month": case["raw"] * 450, "tickets_per_agent_per_month": 450, "shrinkage": case["shrinkage"]}},
        "expect": {"on_shift": case["raw"], "headcount": case["headcount"], "warnings": []},
    })
write("shrinkage", "headcounts that floats round wrong",
      "worked out by hand: the least whole number that is enough", cases)
