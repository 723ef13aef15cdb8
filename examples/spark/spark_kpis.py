"""The figures of `examples/kpi_notebook` on Spark: the same definitions, the same bytes.

Run it with `pip install 'firstline[spark]' pandas` and a JDK: `python spark_kpis.py`. On a cluster give its session instead of
the local one, and a table of yours instead of the log.
"""

import os
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import firstline as fl
import firstline.spark
import pandas as pd

# Workers have the Python of the driver, in which the package is.
os.environ["PYSPARK_PYTHON"] = sys.executable
warnings.filterwarnings("ignore", module="pyspark")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "kpi_notebook"))
from definitions import ENGINE, MAPPING, ZONE  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
session.sparkContext.setLogLevel("ERROR")

log = pd.read_csv(HERE.parent / "data" / "incident_event_log.csv.gz", dtype=str, keep_default_na=False)
with TemporaryDirectory() as folder:
    # A cluster keeps no order of rows, so the log's own becomes a column.
    log.assign(row=range(len(log))).to_parquet(f"{folder}/log.parquet")
    rows = session.read.parquet(f"{folder}/log.parquet")
    state, quality = firstline.spark.kpi_state(ENGINE, rows, MAPPING, ZONE, order_by=["row"], partitions=8)
session.stop()

here, _ = fl.kpi_state(ENGINE, log, MAPPING, ZONE)
print(f"{quality.rows:,} rows, {state.tickets():,} tickets")
print(f"the bytes of Spark and of one process are {'equal' if state.to_bytes() == here.to_bytes() else 'different'}")
table = fl.kpi_frame(ENGINE, state.roll_up([])).to_pandas()
print(table[["kpi", "value", "part", "whole", "count", "median"]].to_string(index=False))
