-- Question: which criteria has the company brought?  Grain: one row a criterion.
select criterion_id, label, question, unit, worst, best, scale, metric, level, weight
from own_criterion
order by criterion_id
