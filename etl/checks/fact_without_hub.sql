-- Question: which countries have facts but no hub?  Grain: one row a country, with the first line that names it.
select country, min(line) as line
from fact
anti join hub using (country)
group by country
order by all
