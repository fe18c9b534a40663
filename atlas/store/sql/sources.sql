-- Question: which sources are there, and what does each feed?  Grain: one row a source.
select s.source_code, s.title, s.publisher, s.url, s.licence, s.accessed, s.notes,
       coalesce(f.facts, 0) as facts, coalesce(p.cells, 0) as pay_cells, coalesce(x.rates, 0) as rates,
       f.metrics
from source s
left join (select source_code, count(*) as facts, string_agg(distinct metric, ', ' order by metric) as metrics
           from fact group by source_code) f using (source_code)
left join (select source_code, count(*) as cells from pay_cell group by source_code) p using (source_code)
left join (select source_code, count(*) as rates from fx group by source_code) x using (source_code)
order by s.source_code
