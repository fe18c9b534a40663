-- Question: which criteria has the company brought?  Grain: one row a criterion_id; none is shipped.
-- Reads: input_own_criterion.
from input_own_criterion
order by criterion_id
