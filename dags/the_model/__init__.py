"""What the DAGs of The Model Warehouse share: where things are, which day it is, and how the jar is started."""
