// People and settings in a browser: with and without script, on a desk and on a phone, in both languages, for everybody to use.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cli, freshWord } from '../lib/api.mjs';
import { DESK, PHONE, checkAccess, checkWidth, closeBrowser, leave, messagesTo, signIn, visit } from '../lib/browser.mjs';
import { eventually, sql } from '../lib/send.mjs';

const slug = freshWord('crowd');
const owner = `owner-${slug}@test.example`;
const long = `a-really-long-mailbox-name-that-hardly-fits-${slug}@subdomain.of.an.example`;

before(async () => {
  const card = sql("select c.name from rate_card c join organisation o on o.rate_card_id = c.id where o.slug = 'demo'");
  await cli('organisation', 'create', slug, '--name=Donaudampfschifffahrtsgesellschaft Nusantara Sejahtera Tbk', '--country=ID', `--rate-card=${card}`);
  for (const [email, name, role] of [[owner, 'Ratna Pemilik', 'owner'], [long, 'Bundeswettbewerbsbehördenvorsitzende Mustermann-Überlang', 'editor']]) {
    sql(`insert into person (id, email, name, password_hash) select gen_random_uuid(), '${email}', '${name}', password_hash from person where email = 'admin@demo.example'`);
    await cli('member', 'set', slug, email, `role=${role}`);
  }
});
after(closeBrowser);

const button = (page, name) => page.getByRole('button', { name, exact: true });

for (const script of [true, false]) {
  test(`an admin invites, the new person joins, the admin deactivates, ${script ? 'with' : 'without'} script`, async () => {
    const email = `guest-${script}-${slug}@test.example`;
    const page = await visit({ script });
    await signIn(page, owner);
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('link', { name: 'Invite' }).click();
    await page.getByLabel('Email').fill(email);
    await page.getByRole('radio', { name: /^Planner/ }).check();
    await button(page, 'Send invitation').click();
    await page.getByText(`The invitation to ${email} is on its way.`).waitFor();
    const [mail] = await eventually(() => messagesTo(email), (list) => list.length > 0, 15000);
    const guest = await visit({ script });
    await guest.goto(/\/invite\/[\w-]{43}/.exec(mail.text)[0]);
    if (script) await checkAccess(guest, 'invitation');
    await guest.getByLabel('Name').fill(`Guest ${script}`);
    await guest.getByLabel('Password').fill('a long enough one');
    await button(guest, 'Join').click();
    await guest.getByText('Welcome to Donau').waitFor();
    await page.goto('/people?q=guest');
    await page.getByRole('link', { name: `Guest ${script}` }).click();
    await button(page, 'Deactivate').click();
    await page.getByText('All sessions in your organisation have ended.').waitFor();
    await guest.goto('/tasks');
    assert.equal(new URL(guest.url()).pathname, '/login');
    await page.getByRole('link', { name: 'People' }).first().click();
    await leave(guest);
    await leave(page);
  });
}

test('a key is made, copied and rotated', async () => {
  const page = await visit();
  await signIn(page, owner);
  await page.goto('/settings');
  await page.getByRole('link', { name: /^API keys/ }).click();
  await page.getByRole('link', { name: 'New API key' }).click();
  await page.getByLabel('Name').fill('Warehouse');
  await page.getByRole('checkbox', { name: /^Send/ }).check();
  await button(page, 'Make key').click();
  assert.match(await page.getByLabel('API key').inputValue(), /^sandi_[\w-]{43}$/);
  await checkAccess(page, 'new key');
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await page.getByRole('link', { name: 'Warehouse' }).click();
  await button(page, 'Make a new key').click();
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await page.getByText('Being replaced').waitFor();
  await leave(page);
});

for (const [language, viewport, dark] of [['en', DESK, false], ['id', PHONE, true]]) {
  test(`every page is for everybody: ${language}, ${viewport.width} px`, async () => {
    const page = await visit({ language, viewport, dark });
    for (const path of ['/login', '/forgot']) {
      await page.goto(path);
      await checkAccess(page, path);
      await checkWidth(page, path);
    }
    await signIn(page, owner, language);
    const id = sql(`select id from person where email = '${long}'`);
    sql(`insert into invite (organisation_id, id, email, role, token_hash, made_by, made_at, expires_at)
      select o.id, gen_random_uuid(), 'open-${language}@test.example', 'worker', sha256('${slug}${language}'), '${id}', now(), now() + interval '1 day' from organisation o where slug = '${slug}'`);
    const invite = sql(`select i.id from invite i join organisation o on o.id = i.organisation_id where o.slug = '${slug}' and i.email = 'open-${language}@test.example'`);
    sql(`insert into api_key (organisation_id, id, name, secret_hash) select id, gen_random_uuid(), 'Key ${language}', sha256('k${slug}${language}') from organisation where slug = '${slug}'`);
    const key = sql(`select k.id from api_key k join organisation o on o.id = k.organisation_id where o.slug = '${slug}' and k.name = 'Key ${language}'`);
    // Somebody deactivated with open tasks, a session that is left and a second factor.
    sql(`insert into second_factor (person_id, seal_key, sealed, made_at, confirmed_at) values ('${id}', 1, '\\x01', now(), now()) on conflict do nothing;
      insert into session (organisation_id, token_hash, person_id, csrf, expires_at, device, address) select o.id, sha256('${slug}${language}${viewport.width}'), '${id}', sha256('c'), now() + interval '1 day', 'Firefox, Linux', '2001:db8:85a3:8d3:1319:8a2e:370:7348' from organisation o where slug = '${slug}';
      insert into flow (organisation_id, id, name, draft) select o.id, gen_random_uuid(), 'Visit ${language} ${viewport.width}', '{}' from organisation o where slug = '${slug}';
      insert into flow_version (organisation_id, flow_id, version, definition) select f.organisation_id, f.id, 1, '{}' from flow f join organisation o on o.id = f.organisation_id and o.slug = '${slug}' on conflict do nothing;
      insert into task (organisation_id, id, flow_id, flow_version, title, status, worker_id) select f.organisation_id, gen_random_uuid(), f.id, 1, 'A parcel with quite a long title, number ' || n, 'ongoing', '${id}'
        from flow f join organisation o on o.id = f.organisation_id and o.slug = '${slug}' and f.name = 'Visit ${language} ${viewport.width}', generate_series(1, 12) n`);
    for (const path of ['/people', '/people/invite', `/people/${id}`, `/people/invites/${invite}`, '/settings', '/settings/organisation', '/settings/limits', '/settings/keys', '/settings/keys/new',
      `/settings/keys/${key}`, '/settings/audit', '/settings/account', '/organisations']) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      await checkAccess(page, path);
      await checkWidth(page, path);
    }
    await page.goto('/settings/audit');
    await page.locator('summary').first().click();
    await checkWidth(page, 'an open line');
    await leave(page);
    const staff = await visit({ language, viewport, dark });
    await signIn(staff, 'operator', language);
    const organisation = sql(`select id from organisation where slug = '${slug}'`);
    for (const path of ['/operator/audit', `/support/organisations/${organisation}/audit`]) {
      assert.equal((await staff.goto(path)).status(), 200, path);
      await staff.locator('summary').first().click();
      await checkAccess(staff, path);
      await checkWidth(staff, path);
    }
    await leave(staff);
  });
}
