-- Question: which published pay statistics of a country are there, own ones included?  Grain: one row a source_code,
-- year, role and seniority, USD a year.  Parameters: $country.
select c.source_code, c.year, c.role, c.seniority, c.n, c.p10_usd, c.p25_usd, c.p50_usd, c.p75_usd, c.p90_usd,
       s.title, s.publisher, s.licence
from pay_cell c
join source s using (source_code)
where c.country = $country
order by c.source_code, c.year, c.role, c.seniority
