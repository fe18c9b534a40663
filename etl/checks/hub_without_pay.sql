-- Question: which hubs lack the pay estimate of a role at a seniority?  Grain: one row a hub, role and seniority.
-- Parameters: $roles, $seniorities.
select hub_id, role, seniority
from hub, unnest($roles) as roles (role), unnest($seniorities) as seniorities (seniority)
where (country, role, seniority) not in (select (country, role, seniority) from pay_estimate)
order by all
