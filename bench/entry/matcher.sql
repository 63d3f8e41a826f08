-- What entering a number does in the matcher's part of the database, a statement for each thing, as pgbench runs it.
\set n random(:first, :last)
begin;
select version, step, public_key, wrapped_private_key from matcher.sessions where id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid for update \gset
select gen_random_uuid() as key, floor(extract(epoch from clock_timestamp()) * 1000)::int8 as at \gset
select version, envelope_sha256 from matcher.records where session_id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and entry_id = :key::uuid;
select version from matcher.records where session_id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and seat_id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and idempotency_key = :key::text;
select last_at from matcher.seats where id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid for update;
select side, step, entry_id, envelope from matcher.standing where session_id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and side = 'defendant';
select at from matcher.records where seat_id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and entry_id is not null order by at desc limit 10;
update matcher.standing set entry_id = :key::uuid, step = 'adjustment', envelope = envelope where session_id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and side = 'plaintiff';
update matcher.seats set last_at = :at::int8 where id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
insert into matcher.records (session_id, version, operation, side, seat_id, entry_id, outcome, idempotency_key, at, envelope, envelope_sha256) values (('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, :version::int + 1, 'accept-and-compare', 'plaintiff', ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, :key::uuid, '{"kind":"accepted"}', :key::text, :at::int8, decode(repeat('00', 113), 'hex'), decode('aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f', 'hex'));
update matcher.sessions set version = version + 1, step = step, clock_offset_ms = 0, wrapped_private_key = wrapped_private_key where id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
commit;
