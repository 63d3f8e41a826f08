-- What entering a number does in the web server's part of the database, a statement for each thing, as pgbench runs it.
-- :n names a matter (see ../support/seed-matters.ts); the plaintiff's lawyer enters.
\set n random(:first, :last)
select id, user_id, authenticated_at, expires_at from app.sign_ins where token = 'token-' || (:n::int / 100);
select id, name, email, email_verified, time_zone from app.users where id = ('00000000-0000-4005-8000-' || lpad(to_hex(:n::int / 100), 12, '0'))::uuid;
select matter_id from app.sessions where id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
begin;
select id from app.sessions where id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid for update;
select s.id, s.matter_id, s.ordinal, s.is_practice, s.clock_offset_ms, s.public_key, s.matcher_version, s.next_due_at, s.state, m.currency, p.id, d.id from app.sessions s join app.matters m on m.id = s.matter_id join app.seats p on p.matter_id = m.id and p.side = 'plaintiff' join app.seats d on d.matter_id = m.id and d.side = 'defendant' where s.id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
select floor(extract(epoch from clock_timestamp()) * 1000)::int8 as at \gset
select seats.side, seat_people.seat_id, seat_people.role from app.seat_people join app.seats on seats.id = seat_people.seat_id where seat_people.matter_id = ('00000000-0000-4001-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and seat_people.user_id = ('00000000-0000-4005-8000-' || lpad(to_hex(:n::int / 100), 12, '0'))::uuid and seat_people.removed_at is null for share of seat_people;
select gen_random_uuid() as key \gset
select body_sha256, response from app.idempotency_keys where seat_id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and key = :key::text;
insert into app.entries (entry_id, session_id, seat_id, at, step) values (:key::uuid, ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, :at::int8, 'adjustment');
insert into app.idempotency_keys (seat_id, key, body_sha256, response, at) values (('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, :key::text, decode('aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f', 'hex'), '{"result":"done","code": null, "nextPossibleAt": null}', :at::int8) on conflict (seat_id, key) do update set response = excluded.response where idempotency_keys.body_sha256 is null;
update app.sessions set state = state, matcher_version = matcher_version + 1, next_due_at = next_due_at, ended_at = null where id = ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
select pg_advisory_xact_lock(hashtextextended(:n::text || '/plaintiff', 1));
select coalesce(max(seq), 0) + 1 as seq from (select seq, hash from app.journal where matter_id = ('00000000-0000-4001-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid and chain = 'plaintiff' order by seq desc limit 1) head \gset
insert into app.journal (matter_id, chain, session_id, at, type, actor, data, seq, hash) values (('00000000-0000-4001-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, 'plaintiff', ('00000000-0000-4004-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid, :at::int8, 'number-entered', ('00000000-0000-4005-8000-' || lpad(to_hex(:n::int / 100), 12, '0'))::uuid, '{"side":"plaintiff"}', :seq::int, decode('aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f', 'hex'));
select pg_notify('backchannel_live', :n::text);
update app.seats set stage = 'adjustment', next_action = 'wait-or-change-number', last_activity_at = greatest(last_activity_at, :at::int8) where id = ('00000000-0000-4002-8000-' || lpad(to_hex(:n::int), 12, '0'))::uuid;
commit;
