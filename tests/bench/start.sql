-- One verification a statement, as a program without batching would do it.
select sandi.verification_start(
  array[:organisation::uuid], array[gen_random_uuid()], array[gen_random_uuid()],
  array['+62812' || (10000000 + floor(random() * 89999999))::int], array['phone'],
  array['+62812' || (1000 + floor(random() * 8999))::int], array['ID'], array['whatsapp'], array[6]::bigint[],
  array['id'], array[null]::text[], array[null]::text[], array['\x00'::bytea || gen_random_uuid()::text::bytea],
  array[1]::bigint[], array[gen_random_uuid()::text::bytea], array[1]::bigint[], array[null]::text[],
  array[null]::bytea[], array[null]::uuid[], array[null]::uuid[], array[null]::text[], array[null]::uuid[],
  array[null]::text[], array[300]::bigint[]);
