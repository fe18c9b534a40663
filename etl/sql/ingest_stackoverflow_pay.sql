-- Question: what does each respondent earn, where, as what, and if that is not known, why not?
-- Grain: one row a respondent. Reads answer, rate, country_spelling, role_title. Parameters: $nomadic, the answer that
-- is no country. The fate of a row that is kept so far is null.
select
    concat('stackoverflow_', cast(a.year as string)) as source_code,
    a.year,
    c.country,
    t.role,
    case
        when a.professional_years < 3 then 'junior'
        when a.professional_years < 6 then 'mid'
        when a.professional_years < 11 then 'senior'
        when a.professional_years >= 11 then 'lead'
        else 'all'
    end as seniority,
    case when a.converted_usd > 0 then a.converted_usd else a.amount / r.per_usd end as pay_usd,
    concat_ws(
        ';',
        case when coalesce(a.converted_usd, 0) = 0 then 'recovered' end,
        case when c.country = 'AR' and substring(a.currency, 1, 3) = 'ARS' then 'official_peso' end
    ) as notes,
    case
        when a.converted_usd > 0 then null
        when a.amount is null or a.amount = 0 then 'no_pay'
        when r.per_usd is null then 'no_rate'
    end as pay_fate,
    case
        when a.country_name is null then 'no_country'
        when a.country_name = $nomadic then 'nomadic'
    end as country_fate
from answer a
left join rate r on r.currency = substring(a.currency, 1, 3)
left join country_spelling c on c.spelling = a.country_name
left join role_title t on t.title = a.title and t.year = a.year
