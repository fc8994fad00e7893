// N8 "this is my problem too": an admin follows an incident instead of opening a request, by keys alone; an agent attaches
// requests to it; what is said once reaches all of them without reload, in each one's language.
import type { Page } from '@playwright/test';
import { expect, expectSound, openRequest, people, tabTo, test } from './support/house';
import { languages, words, type Lang } from './support/words';

// What is said about the demo's incident would be seen by everybody's tests.
test.use({ serverOwner: 'following' });

const own_header = { 'X-Madoguchi': '1' };
const late_mail: Record<Lang, string> = { ja: 'メールが届くのが遅い', 'zh-Hans': '邮件延迟', en: 'mail delayed' };

interface Known {
  id: string;
  code: string;
  title: string;
}

async function goingOn(page: Page, lang: Lang): Promise<Known> {
  const answer = await page.request.get(`/api/v1/health?lang=${lang}`);
  return ((await answer.json()) as { incidents: Known[] }).incidents[0]!;
}

/** Says something about the incident as a manager, in all languages; answers the words of each. */
async function sayMore(manager: Page, { id }: Known, what: string): Promise<Record<Lang, string>> {
  const texts = { en: `${what} is known now.`, ja: `${what}が分かりました。`, 'zh-Hans': `已了解${what}。` };
  const data = { state: 'identified', texts };
  const answer = await manager.request.post(`/api/v1/health/incidents/${id}/updates`, { data, headers: own_header });
  expect(answer.status()).toBe(201);
  return texts;
}

for (const lang of languages)
  test(`N8 following from Ask by keyboard in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang });
    const manager = await signedIn(people.manager, { lang });
    const incident = await goingOn(admin, lang);
    await admin.goto('/portal');
    const followed = admin.getByRole('region', { name: say('portal.follow.title'), exact: true });
    await expect(admin.getByRole('combobox')).toBeFocused();
    await admin.keyboard.type(late_mail[lang]);
    const offer = admin.getByRole('region', { name: incident.title, exact: true });
    await expect(offer).toContainText(say('portal.follow.why'));
    await expect(followed).toHaveCount(0);
    await expectSound(admin, `an incident found in ${lang}`);
    await tabTo(admin, offer.getByRole('button', { name: say('portal.follow.do'), exact: true }));
    await admin.keyboard.press('Enter');
    await expect(offer).toContainText(say('portal.follow.on'));
    await expect(followed.getByRole('link', { name: incident.title, exact: true })).toBeVisible();
    await expectSound(admin, `followed in ${lang}`);

    const stays = await admin.evaluateHandle(() => document);
    const texts = await sayMore(manager, incident, `A ${lang}`);
    await expect(followed).toContainText(texts[lang]);
    await admin
      .getByRole('link', { name: say('portal.nav.requests'), exact: true })
      .first()
      .click();
    await expect(followed).toContainText(texts[lang]);
    expect(await admin.evaluate((before) => before === document, stays)).toBe(true);
    await expectSound(admin, `requests and what is followed in ${lang}`);

    const stop = followed.getByRole('button', { name: `${say('portal.follow.stop')}: ${incident.code}`, exact: true });
    await tabTo(admin, stop);
    await admin.keyboard.press('Enter');
    await expect(followed).toHaveCount(0);
    await expect(admin.getByText(say('portal.follow.undone', { code: incident.code }), { exact: true })).toBeVisible();
    const undo = admin.getByRole('button', { name: say('shared.undo'), exact: true });
    await tabTo(admin, undo);
    await admin.keyboard.press('Enter');
    await expect(followed).toContainText(texts[lang]);
    await tabTo(admin, stop, 'Shift+Tab');
    await admin.keyboard.press('Enter');
    await expect(followed).toHaveCount(0);
  });

test('N8 the form offers to follow; opening a request all the same stays possible', async ({ signedIn }) => {
  const say = words('en');
  const admin = await signedIn(people.fabrikamAdmin, { lang: 'en' });
  const incident = await goingOn(admin, 'en');
  await admin.goto('/portal/requests/new');
  const subject = admin.getByLabel(say('portal.form.subject'), { exact: true });
  await tabTo(admin, subject);
  await admin.keyboard.type(late_mail.en);
  const offer = admin.getByRole('region', { name: say('portal.follow.maybe'), exact: true });
  await expect(offer).toContainText(`${incident.code} ${incident.title}`);
  await expectSound(admin, 'the form with an incident like it');
  await tabTo(admin, offer.getByRole('button', { name: say('portal.follow.do'), exact: true }));
  await admin.keyboard.press('Enter');
  await expect(offer).toContainText(say('portal.follow.on'));
  await admin.keyboard.press('Enter');
  await expect(offer).toContainText(say('portal.follow.why'));

  await tabTo(admin, offer.getByRole('button', { name: say('portal.follow.attach'), exact: true }), 'Shift+Tab');
  await admin.keyboard.press('Enter');
  await expect(admin.getByRole('region', { name: say('portal.form.incident'), exact: true })).toContainText(
    incident.code,
  );
  await admin.getByLabel(say('portal.form.description')).fill('Since this morning.');
  await admin.getByRole('radio', { name: new RegExp(`^${say('portal.impact.question')}`) }).check();
  await admin.getByRole('button', { name: say('portal.form.send'), exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: late_mail.en })).toBeVisible();
  await expect(
    admin.getByRole('article').getByRole('link', { name: `${incident.code} ${incident.title}` }),
  ).toBeVisible();
});

for (const lang of languages)
  test(`N8 an agent attaches a request to an incident by keyboard in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang });
    const manager = await signedIn(people.manager, { lang });
    const id = await openRequest(admin, 'No mail since nine');
    await admin.goto(`/portal/requests/${id}`);
    const story = admin.getByRole('list', { name: say('shared.timeline'), exact: true });
    await expect(story).toBeVisible();
    const incident = await goingOn(manager, lang);
    await manager.goto(`/console/requests/${id}?view=all`);
    const choice = manager.getByRole('combobox', { name: say('console.incident'), exact: true });
    await expect(choice).toHaveValue('');

    const attach = say('console.incident.attach', { code: incident.code, title: incident.title });
    await manager.keyboard.press('Control+k');
    await manager.keyboard.type(attach);
    const palette = manager.getByRole('dialog', { name: say('console.find') });
    await expect(palette.getByRole('option', { selected: true })).toContainText(attach);
    await manager.keyboard.press('Enter');
    await expect(choice).toHaveValue(incident.id);
    await expectSound(manager, `attached in ${lang}`);

    // The customer reads what was said at once; and no more once the request is taken off.
    const texts = await sayMore(manager, incident, `B ${lang}`);
    await expect(story).toContainText(texts[lang]);
    await expect(story.getByRole('link', { name: incident.code, exact: true })).toHaveCount(2);
    await expectSound(admin, `an update told in ${lang}`);
    await tabTo(manager, choice);
    await manager.keyboard.press('Home');
    await expect(choice).toHaveValue('');
    await expect(story.getByRole('link', { name: incident.code, exact: true })).toHaveCount(3);
    const further = await sayMore(manager, incident, `C ${lang}`);
    await openRequest(admin, 'Something else');
    await expect(story).not.toContainText(further[lang]);
  });
