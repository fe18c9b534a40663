"""What hostile SQL could try on the app's connection, a line a statement, grouped by what it wants.

`{dir}` is a folder with files made for the purpose: secret.csv, .json, .parquet, .txt and other.duckdb. No statement and
no group depends on the words of one DuckDB version.
"""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


READ_A_FILE = _lines("""
    select * from read_csv('{dir}/secret.csv')
    select * from read_csv_auto('{dir}/secret.csv')
    select * from read_csv(['{dir}/secret.csv'])
    select * from read_csv('file://{dir}/secret.csv')
    select * from sniff_csv('{dir}/secret.csv')
    select * from '{dir}/secret.csv'
    from '{dir}/secret.parquet'
    describe '{dir}/secret.csv'
    summarize '{dir}/secret.csv'
    select (select max(a) from '{dir}/secret.csv') from hub
    select content from read_text('{dir}/secret.txt')
    select content from read_text('/proc/self/environ')
    select content from read_blob('{dir}/secret.txt')
    select * from read_json('{dir}/secret.json')
    select * from read_json_objects('{dir}/secret.json')
    select * from read_ndjson('{dir}/secret.json')
    select * from read_parquet('{dir}/secret.parquet')
    select * from read_parquet('{dir}/*.parquet')
    select * from parquet_schema('{dir}/secret.parquet')
    select * from parquet_metadata('{dir}/secret.parquet')
    select * from parquet_file_metadata('{dir}/secret.parquet')
    select * from parquet_kv_metadata('{dir}/secret.parquet')
    select * from glob('{dir}/*')
    select * from query_table('{dir}/secret.csv')
    select * from query('select content from read_text(''{dir}/secret.txt'')')
    explain analyze select * from read_csv('{dir}/secret.csv')
    prepare p as select * from read_csv('{dir}/secret.csv')
    create temp table t as from read_csv('{dir}/secret.csv')
    pragma import_database('{dir}/export')
    import database '{dir}/export'
""")

WRITE_A_FILE = _lines("""
    copy hub to '{dir}/out.csv'
    copy hub to '{dir}/out.parquet' (format parquet)
    copy hub to '{dir}/out.json' (format json)
    copy (select * from hub) to '{dir}/out.txt' (format csv)
    copy hub to '{dir}/parts' (format csv, partition_by (country))
    copy (select 1) to '/dev/stdout'
    export database '{dir}/exported'
    export database '{dir}/exported2' (format parquet)
    explain analyze copy hub to '{dir}/explained.csv'
    prepare w as copy hub to '{dir}/prepared.csv'
""")

ATTACH = _lines("""
    attach '{dir}/new.duckdb' as a
    attach '{dir}/other.duckdb' as b (read_only)
    attach ':memory:' as m
    attach ':memory:' as m; create table m.x (i integer)
    attach '{dir}/copy.duckdb' as c; copy from database atlas to c
""")

CHANGE_DATA = _lines("""
    create table x (i integer)
    create or replace table hub as select 1 as hub_id
    create view w as select 1
    create schema s
    create sequence q
    create macro f(a) as a
    create function g(a) as table select a
    create type e as enum ('a')
    create index ix on hub (hub_id)
    insert into meta values ('generation', '99')
    update hub set city = 'x'
    delete from hub
    truncate hub
    merge into hub using (select 'cluj' as hub_id) s on hub.hub_id = s.hub_id when matched then delete
    copy hub (hub_id) from '{dir}/secret.csv'
    drop table hub
    drop view manifest_fault
    alter table hub add column z integer
    alter table hub rename to hubs
    alter view manifest_fault rename to no_fault
    comment on table hub is 'x'
    with gone as (delete from hub returning *) select * from gone
""")

CHANGE_A_SETTING = _lines("""
    set enable_external_access = true
    set lock_configuration = false
    set disabled_filesystems = ''
    set max_execution_time = 0
    set global max_execution_time = 0
    set threads = 64
    set memory_limit = '1TB'
    pragma memory_limit = '1TB'
    set temp_directory = '{dir}'
    set home_directory = '{dir}'
    set file_search_path = '{dir}'
    set extension_directory = '{dir}'
    set secret_directory = '{dir}'
    set allowed_directories = ['/']
    set allowed_paths = ['/etc/passwd']
    set python_enable_replacements = true
    set allow_unsigned_extensions = true
    set allow_community_extensions = true
    set autoinstall_known_extensions = true
    set autoload_known_extensions = true
    set allow_persistent_secrets = true
    set custom_extension_repository = 'http://127.0.0.1:9'
    set max_expression_depth = 1000000
    set http_proxy = 'http://127.0.0.1:9'
    reset enable_external_access
    reset lock_configuration
    reset memory_limit
    reset max_execution_time
    pragma enable_profiling = 'json'
    pragma enable_profiling = 'json'; set profiling_output = '{dir}/profile.json'
    set log_query_path = '{dir}/queries'
    call enable_logging()
    call enable_logging('QueryLog', storage = 'file', storage_config = {{'path': '{dir}/log'}})
""")

REACH_OUT = _lines("""
    select * from read_csv('http://127.0.0.1:9/x.csv')
    select * from 'https://127.0.0.1:9/x.parquet'
    select * from read_parquet('s3://bucket/x')
    select * from read_csv('hf://datasets/x/y.csv')
    copy hub to 's3://bucket/x'
    attach 'http://127.0.0.1:9/x.duckdb' as h
    attach 's3://bucket/x.duckdb' as s
    attach 'host=127.0.0.1' as pg (type postgres)
    attach 'host=127.0.0.1' as my (type mysql)
    attach '{dir}/x.sqlite' as sl (type sqlite)
    select * from sqlite_scan('{dir}/x.sqlite', 't')
    select * from postgres_scan('host=127.0.0.1', 'public', 't')
    install httpfs
    force install httpfs
    install httpfs from community
    install '{dir}/evil.duckdb_extension'
    load httpfs
    load '{dir}/evil.duckdb_extension'
    update extensions
    call start_ui()
    create secret s (type s3)
    create persistent secret s (type s3)
    select * from read_xlsx('{dir}/x.xlsx')
    select * from st_read('{dir}/x.shp')
    select * from iceberg_scan('{dir}')
    select * from delta_scan('{dir}')
""")
"""Other machines, and code that DuckDB does not ship with: without a network these cannot work unlocked either."""

REACH_INTO_PYTHON = _lines("""
    select * from A_FRAME
    select * from a_frame
    select getenv('HOME')
    select * from pandas_scan(0)
    select * from arrow_scan(0, 0, 0)
""")

EXHAUST = {
    "time": _lines("""
        with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t
        select count(*) from range(1000000000000) r(i) where hash(i) = 1
        select count(*) from range(100000000) a, range(100000000) b where hash(a.range + b.range) = 1
        select count(*) from hub a, hub b, hub c, range(100000) d, range(100000) e where a.city <> b.city || c.city || d.range || e.range
        select count(*) from generate_series(timestamp '0001-01-01', timestamp '9999-01-01', interval 1 microsecond)
        select count(*) from range(100000000000) where regexp_matches(repeat('a', 1000) || range, '(a|aa)+b')
        select count(*) from range(100000000000) where repeat('a', 1000) || range like '%a%a%a%a%a%b'
        select count(*) from range(100000000) a(i) join range(100000000) b(j) on a.i < b.j and a.i * 2 > b.j
    """),
    "memory": _lines("""
        with recursive t(s) as (select 'x' union all select s || s from t) select max(length(s)) from t
        select list(i) from range(10000000000) r(i)
        select string_agg(repeat('x', 1000), ',') from range(100000000)
        select i from range(2000000000) r(i) order by hash(i)
        select i, count(*) from range(2000000000) r(i) group by i
        select count(distinct i) from range(3000000000) r(i)
        select sum(i) over (order by hash(i)) from range(1000000000) r(i)
        select histogram(i) from range(1000000000) r(i)
        create temp table big as select i, repeat(i::varchar, 50) as s from range(2000000000) r(i)
        select count(*) from hub group by cube (hub_id, city, country, country_name, region, kind, currency, latitude, longitude, timezone, population_persons, label_side)
    """),
    "depth": (
        "select " + "(" * 20_000 + "1" + ")" * 20_000,
        "select " + "not " * 20_000 + "true",
        "select " + "1 + " * 20_000 + "1",
        "select " + "[" * 20_000 + "1" + "]" * 20_000,
        "select " + "case when true then " * 5_000 + "1" + " end" * 5_000,
        "select * from " + "(select * from " * 3_000 + "hub" + ")" * 3_000,
        "select null::" + "struct(a " * 5_000 + "int" + ")" * 5_000,
        "select range(10000000000)",
    ),
}
"""Statements that ask for hours, for more memory than there is, or for a stack without end.

Not here, because no setting of DuckDB ends it: one call of a function that is slow or large by itself, such as
lpad('x', 2000000000, 'y'), levenshtein() of two long texts, or sleep_ms(). The clock is read between calls, and a single
value is not counted. So the lock is the second wall: the first is that no text from outside ever becomes SQL.
"""

HARMLESS = {
    "create temp table t as from range(10)": "of its own cursor, in memory, within the limit; no file, since temp_directory is empty",
    "create or replace temp view hub as select 1 as hub_id": "hides a table from its own cursor only",
    "create temp macro upper(a) as 'x'": "of its own cursor",
    "set variable x = 1": "of its own cursor",
    "set search_path = 'temp'": "of its own cursor",
    "begin": "of its own cursor",
    "prepare p as select 1": "of its own cursor",
    "checkpoint": "nothing to write: the file is open read-only",
    "pragma enable_verification": "of its own cursor",
    "pragma database_list": "says where the database file lies, which whoever runs the app knows",
    "select * from duckdb_settings()": "limits, and paths that nothing may open; no setting holds a secret",
    "select * from duckdb_secrets()": "none: no secret can be made",
    "select * from duckdb_logs": "none: nothing is logged",
}
"""Statements that are carried out, and why they may be."""

HOSTILE = {
    "read a file": READ_A_FILE, "write a file": WRITE_A_FILE, "attach a database": ATTACH, "change the data": CHANGE_DATA,
    "change a setting": CHANGE_A_SETTING, "reach out": REACH_OUT, "reach into Python": REACH_INTO_PYTHON,
}
