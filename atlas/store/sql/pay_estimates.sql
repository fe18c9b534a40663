-- Question: what does a role earn at a seniority in each hub's country?  Grain: one row a hub, USD a year.
-- Parameters: $role, $seniority.
select h.hub_id, e.p10_usd, e.p25_usd, e.p50_usd, e.p75_usd, e.p90_usd, e.median_low_usd, e.median_high_usd,
       e.n, e.n_role, e.n_seniority, e.n_cell, e.method, e.source_code, e.year
from hub h
left join pay_estimate e on e.country = h.country and e.role = $role and e.seniority = $seniority
order by h.hub_id
