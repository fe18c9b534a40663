-- Question: what did survey respondents earn?  Grain: one row a source_code, year, country, role and seniority; USD a
-- year.  Reads: input_pay_cell.
from input_pay_cell
order by source_code, year, country, role, seniority
