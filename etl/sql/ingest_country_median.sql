-- Question: what is the median pay of each country among the rows that the medians before let in?
-- Grain: one row a country. Reads pay_row, country_median (empty at first). Parameters: $least_usd and $most_usd, the
-- range of any believable yearly pay; $least_share and $most_share of the country's median.
select p.country, median(p.pay_usd) as median_usd
from pay_row p
left join country_median m on m.country = p.country
where p.pay_fate is null
    and p.country_fate is null
    and p.pay_usd between $least_usd and $most_usd
    and (m.median_usd is null or p.pay_usd between $least_share * m.median_usd and $most_share * m.median_usd)
group by p.country
