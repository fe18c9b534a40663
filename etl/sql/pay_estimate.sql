-- Question: what does a role earn at a seniority in each hub's country?  Grain: one row a country, role and seniority;
-- USD a year.  Reads: input_pay_estimate, which atlas.domain.salary.estimate made of pay_cell.
select country, role, seniority, p10_usd, p25_usd, p50_usd, p75_usd, p90_usd, median_low_usd, median_high_usd,
       n, n_role, n_seniority, n_cell, method, source_code, year
from input_pay_estimate
order by country, role, seniority
