-- Question: where do the figures come from?  Grain: one row a source_code.  Reads: input_source.
from input_source
order by source_code
