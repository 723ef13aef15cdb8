"""Writes erlang.json and headcount.json from the collected cases: `convert.py STAFFING_CASES_JSON`.

README.md says where they come from; what is converted is checked in.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
DATA = json.loads(Path(sys.argv[1]).read_text())
MODELS = {"erlang_b": "erlang_b", "erlang_c": "erlang_c", "erlang_c_required": "agents_needed"}
FIELDS = {
    "blocking": "blocking",
    "carried_erlangs": "carried_load",
    "p_wait": "p_wait",
    "service_level": "service_level",
    "p_wait_gt_t": "p_wait_longer",
    "asa_s": "asa_seconds",
    "mean_wait_of_waiters_s": "mean_wait_of_waiters_seconds",
    "queue_length": "queue_length",
    "occupancy": "occupancy",
}


def given(model: str, inputs: dict) -> dict:
    if model == "erlang_b":
        return {"offered_load": inputs["offered_erlangs"], "agents": inputs["agents"]}
    names = {"lambda_per_hour": "arrivals_per_hour", "target_service_level": "target_service_level", "agents": "agents"}
    fields = {ours: inputs[theirs] for theirs, ours in names.items() if theirs in inputs}
    fields |= {"aht": f"PT{inputs['aht_s']}S", "target_wait": f"PT{inputs['target_s']}S"}
    if "max_occupancy" in inputs:
        fields["max_occupancy"] = str(inputs["max_occupancy"])
    return {"input": {key: value.replace("PT-", "-PT") if isinstance(value, str) else value for key, value in fields.items()}}


def figures(case: dict) -> dict:
    """The outputs by our names: the long form where there is one, what grows for ever as absent."""
    figures = {}
    for theirs, value in case["outputs"].items():
        if theirs in FIELDS:
            long = case["outputs_hp"].get(theirs)
            figures[FIELDS[theirs]] = None if value == "inf" else value if long is None else float(long)
    if case["model"] != "erlang_b":
        figures["stability"] = "stable" if case["outputs"].get("stable", True) else "unstable"
    return figures


def expect(case: dict) -> dict:
    if case["model"] != "erlang_c_required":
        return figures(case)
    outputs = case["outputs"]
    expected = {"agents": outputs["agents"], "binding": outputs.get("binding"), "outcome": figures(case)}
    if "service_level_with_one_fewer" in outputs:
        expected["service_level_with_one_fewer"] = float(case["outputs_hp"]["service_level_with_one_fewer"])
    return expected


def write(name: str, about: str, source: str, cases: list[dict]) -> None:
    head = f'  "about": {json.dumps(about)},\n  "source": {json.dumps(source)},\n  "cases": [\n'
    (HERE / f"{name}.json").write_text("{\n" + head + ",\n".join("    " + json.dumps(c) for c in cases) + "\n  ]\n}\n")


cases = []
for case in DATA["cases"]:
    if case["model"] in MODELS:
        cases.append({
            "name": case["id"] + (f": {case['note']}" if case["note"] else ""),
            **({"source": case["cite"]} if case["cite"] else {}),
            "call": MODELS[case["model"]],
            "given": given(case["model"], case["inputs"]),
            "expect": expect(case),
            "tolerance": case["rel_tol"],
        })
write("erlang", "queues with and without waiting, and the agents that they need",
      "brute-force birth-death sums with 50 digits, checked against closed forms", cases)

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
