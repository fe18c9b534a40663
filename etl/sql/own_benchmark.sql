-- Question: what does the company itself claim?  Grain: one row a benchmark_id; none is shipped.
-- Reads: input_own_benchmark.
from input_own_benchmark
order by benchmark_id
