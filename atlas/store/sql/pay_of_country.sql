-- Question: what do all roles and seniorities earn in a country?  Grain: one row a role and seniority, USD a year.
-- Parameters: $country.
select role, seniority, p10_usd, p25_usd, p50_usd, p75_usd, p90_usd, median_low_usd, median_high_usd,
       n, n_role, n_seniority, n_cell, method, source_code, year
from pay_estimate
where country = $country
order by role, seniority
