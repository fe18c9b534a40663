-- Question: which checks did the build run, and what did they find?  Grain: one row a check.
select check_id, question, rows_wrong from build_check order by check_id
