-- Question: which rows are kept, and for which one reason is each other row dropped?
-- Grain: one row an answer. Reads pay_row, country_median. Parameters: as ingest_country_median; $outside, the role of
-- titles that are not engineering. The first reason that holds is the fate; null is kept.
select
    p.source_code, p.year, p.country, p.role, p.seniority, p.pay_usd, p.notes,
    case
        when p.pay_fate is not null then p.pay_fate
        when p.country_fate is not null then p.country_fate
        when p.pay_usd < $least_usd then 'below_range'
        when p.pay_usd > $most_usd then 'above_range'
        when p.pay_usd < $least_share * m.median_usd then 'far_below_country'
        when p.pay_usd > $most_share * m.median_usd then 'far_above_country'
        when p.role is null then 'no_title'
        when p.role = $outside then 'not_engineering'
    end as fate
from pay_row p
left join country_median m on m.country = p.country
