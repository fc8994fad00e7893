// S12: a guide walked in the browser: without a script, by keys alone, and on to a request that takes the steps along.
import { expect, expectSound, people, tabTo, test } from './support/house';
import { languages, words } from './support/words';

const guide = '/help/guide-mail-not-arriving';
const looks = {
  ja: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  'zh-Hans': {},
  en: { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
} as const;

for (const lang of languages)
  test(`S12 a guide is walked by keys and its steps go along with the request, in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang, ...looks[lang] });
    const keys = admin.keyboard;
    const choose = async (number: number) => {
      await tabTo(admin, admin.locator('.choices a').nth(number - 1));
      await keys.press('Enter');
    };
    await admin.goto(`${guide}?lang=${lang}`);
    await expectSound(admin, `the first step in ${lang}`);
    await choose(1);
    await expect(admin).toHaveURL(/way=1#step/);
    await choose(1);
    await expect(admin.locator('.turns li')).toHaveCount(2);
    await expectSound(admin, `a later step in ${lang}`);
    await choose(1);
    await expect(admin).toHaveURL(/way=1\.1\.1#step/);

    // Who comes back another time goes on there.
    await admin.goto(`${guide}?lang=${lang}`);
    const address = await admin.locator('.choices a').first().getAttribute('href');
    await admin.goto(new URL(address!.split('&way')[0]!, admin.url()).href);
    await tabTo(admin, admin.getByRole('link', { name: say('public.guide.on') }));
    await keys.press('Enter');
    await expect(admin).toHaveURL(/way=1\.1\.1#step/);
    await choose(3);
    await expect(admin.getByRole('heading', { name: say('public.guide.request') })).toBeVisible();
    await expectSound(admin, `the end in ${lang}`);
    await tabTo(admin, admin.getByRole('link', { name: say('public.guide.request.open') }));
    await keys.press('Enter');

    const walked = admin.getByRole('region', { name: say('portal.form.guide') });
    await expect(walked.getByRole('listitem')).toHaveCount(4);
    await admin.getByRole('radio', { name: say('portal.impact.question') }).check();
    await admin.getByRole('button', { name: say('portal.form.send') }).click();
    await expect(admin).toHaveURL(/\/requests\/req_/);
    const told = say('portal.form.guide.title', { title: '' }).split(/[“”「」]/)[0]!;
    await expect(admin.getByText(told).first()).toBeVisible();
    await expect(admin.getByRole('listitem').filter({ has: admin.locator('strong') })).not.toHaveCount(0);
  });

test('S12 a guide is right without a script, and an end can be voted on', async ({ browserOf }) => {
  const lang = 'en';
  const say = words(lang);
  const reader = await browserOf({ lang, javaScriptEnabled: false });
  await reader.goto(`${guide}?lang=en`);
  await reader.getByRole('link', { name: 'Mail from us does not reach others' }).click();
  await reader.getByRole('link', { name: 'Yes, with a code' }).click();
  await reader.getByRole('link', { name: '5.1.8: the sender is blocked' }).click();
  await reader.getByRole('link', { name: 'It sends again' }).click();
  await expect(reader.getByRole('heading', { name: say('public.guide.solved') })).toBeVisible();
  await reader
    .getByRole('link', { name: new RegExp(`^${say('public.guide.change')}`) })
    .nth(1)
    .click();
  await expect(reader.getByRole('heading', { name: 'Does the sender get a message back?' })).toBeVisible();
  await reader.getByRole('link', { name: say('public.guide.again') }).click();
  await expect(reader.getByText('Takes about ten minutes.')).toBeVisible();
});
