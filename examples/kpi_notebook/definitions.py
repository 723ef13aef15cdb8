"""What is measured: the same on a laptop and on a cluster."""

import firstline as fl

ZONE = "UTC"
MAPPING = fl.servicenow_mapping()
ENGINE = fl.KpiEngine(
    fl.KpiSpec(
        kpis=[
            "volume",
            "resolution_rate_flow",
            "resolution_rate_to_date",
            "reopen_rate",
            "time_to_acknowledge",
            "full_resolution_time",
        ],
        group_by=[fl.Grouping.Over(unit="month", zone=ZONE)],
    )
)
