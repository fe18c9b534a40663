-- Question: what did each cleaning rule of the pay surveys touch?  Grain: one row a source_code and rule.
-- Reads: input_cleaning_rule.
from input_cleaning_rule
order by source_code, rule
