-- Question: what did each cleaning rule of the pay surveys touch?  Grain: one row a source and rule.
select * from cleaning_rule order by source_code, rule
