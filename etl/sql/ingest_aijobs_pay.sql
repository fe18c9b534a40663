-- Question: what does each row of the index pay in US dollars, where, as what, and if it is left out, why?
-- Grain: one row a row of the index. Reads $raw_file, fx, role_title, level_seniority. Parameters: $source_code and $year
-- of the series; $first_year, the earliest year that it stands for.
select
    $source_code as source_code,
    $year as year,
    a.employee_residence as country,
    t.role,
    coalesce(s.seniority, 'all') as seniority,
    a.salary / fx.per_usd as pay_usd,
    case when a.salary_currency <> 'USD' then 'converted' else '' end as notes,
    case
        when a.copy > 1 then 'duplicate'
        when a.work_year < $first_year then 'older'
        when a.employment_type <> 'FT' then 'not_full_time'
        when a.salary is null or a.salary = 0 then 'no_pay'
        when fx.per_usd is null then 'no_rate'
    end as pay_fate,
    cast(null as string) as country_fate
from (
    select
        *,
        row_number() over (
            partition by
                work_year, experience_level, employment_type, job_title, salary, salary_currency, salary_in_usd,
                employee_residence, remote_ratio, company_location, company_size
            order by salary
        ) as copy
    from $raw_file
) a
left join fx on fx.currency = a.salary_currency and fx.year = a.work_year
left join role_title t on t.title = a.job_title
left join level_seniority s on s.level = a.experience_level
