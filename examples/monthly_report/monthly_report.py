"""A desk's month from a real incident log: python examples/monthly_report/monthly_report.py

Writes report.html and report.md beside this file, and prints how the figures stand to their goals.
"""

import json
from pathlib import Path

import firstline as fl

here = Path(__file__).parent
examples = here.parent

# The log's times have no zone; UTC takes them as they stand.
log = fl.read_servicenow_log((examples / "data/incident_event_log.csv.gz").read_bytes(), "UTC")

# What the desk promises stands in one file for all of its reports.
options = json.loads((here / "options.json").read_text())
options["spec"]["sla"] = json.loads((examples / "support_report/policy.json").read_text())

options["quality"] = json.loads(log.quality.to_json())

report = fl.performance_report(log.tickets, fl.PerformanceOptions.from_json(json.dumps(options)))
markdown = fl.performance_report_markdown(report)
(here / "report.md").write_text(markdown, encoding="utf-8")
(here / "report.html").write_text(fl.performance_report_html(report), encoding="utf-8")

print(markdown.split("\n## Trend")[0], end="")
