-- Question: which rows do the statistics stand on?
-- Grain: one row a respondent. Reads fated. `all` as a role or seniority means: counts in the total alone.
select source_code, year, country, role, seniority, pay_usd
from fated
where fate is null
