-- Question: what does the company itself claim?  Grain: one row a benchmark.
select benchmark_id, subject, low, high, unit, country, role, seniority, claimed_by, note
from own_benchmark
order by benchmark_id
