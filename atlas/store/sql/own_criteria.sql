-- Question: which criteria did the company bring?  Grain: one row a criterion.
select 'own_x' as criterion_id, '' as label, '' as question, '' as unit, 0.0 as worst, 1.0 as best, 'linear' as scale, '' as metric, 'city' as level, 0.0 as weight
limit 0
