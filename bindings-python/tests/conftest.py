import pandas as pd
import pytest
from incident_log import incident_rows


@pytest.fixture(scope="session")
def log() -> pd.DataFrame:
    """The real log; whoever changes it takes a copy."""
    return incident_rows()
