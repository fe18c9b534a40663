-- Question: what does each own row pay a year in US dollars, where and as what?
-- Grain: one row a person. Reads own_row, hub, fx. Parameters: $source_code of the series.
select
    $source_code as source_code,
    cast(o.year as integer) as year,
    coalesce(o.country, h.country) as country,
    o.role,
    coalesce(o.seniority, 'all') as seniority,
    o.pay * case when o.period = 'monthly' then 12 else 1 end / fx.per_usd as pay_usd,
    concat_ws(
        ';',
        case when o.period = 'monthly' then 'monthly' end,
        case when o.currency <> 'USD' then 'converted' end
    ) as notes,
    cast(null as string) as pay_fate,
    cast(null as string) as country_fate,
    o.file,
    o.row,
    concat(cast(o.pay as string), ' ', o.currency, ' ', o.period) as pay_said
from own_row o
left join hub h on h.hub_id = o.hub_id
left join fx on fx.currency = o.currency and fx.year = o.year
