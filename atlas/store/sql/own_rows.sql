-- Question: how many rows are a company's own, laid over the shipped ones?  Grain: one row.
select (select count(*) from fact
        where source_code = 'own' or list_contains(string_split(coalesce(caveats, ''), ';'), 'own_data')) as facts,
       (select count(*) from pay_cell where source_code = 'own') as pay_figures,
       (select count(*) from own_criterion) as criteria,
       (select count(*) from own_benchmark) as benchmarks
