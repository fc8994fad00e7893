// S4, S12: writing articles in the browser: by mouse from the first word to what readers see, then all of it by keys;
// pictures, links, translations, what two write at once; and what readers say of it, without a script.
import { expect, expectSound, openRequest, people, tabTo, test } from './support/house';
import { beginsWith, languages, words } from './support/words';

test.use({ serverOwner: 'articles' });

const texts = {
  ja: { title: 'ホワイトボードを共有する', asks: 'ホワイトボード', other: '共有メールボックス' },
  'zh-Hans': { title: '共享白板的方法', asks: '共享白板', other: '共享邮箱' },
  en: { title: 'Share a whiteboard with guests', asks: 'whiteboard guests', other: 'shared mailbox' },
} as const;
// A red dot, 1 pixel wide.
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

for (const lang of languages)
  test(`S4 an article is written, shown, published, read and voted on, in ${lang}`, async ({ signedIn, browserOf }) => {
    const say = words(lang);
    const { title, asks, other } = texts[lang];
    const writer = await signedIn(people.lead, { lang });
    await writer.goto('/office/articles');
    await expectSound(writer, `the list of articles in ${lang}`);
    await writer.getByRole('link', { name: say('office.article.new') }).click();
    await writer.getByRole('textbox', { name: say('office.article.title'), exact: true }).fill(title);
    const text = writer.getByLabel(say('office.article.text'), { exact: true });
    await text.fill(`${title}\n\n`);
    const shown = writer.getByRole('region', { name: say('office.article.preview') });

    // A link to another article, found by what it is about.
    await text.press('Control+End');
    await text.press('Control+k');
    const picker = writer.getByRole('combobox', { name: say('office.article.link') });
    await picker.fill(other);
    await expect(writer.getByRole('listbox').getByRole('option').first()).toBeVisible();
    await picker.press('Enter');
    await expect(text).toHaveValue(/\[.+\]\(article:.+\)/);
    await expect(shown.getByRole('link').first()).toHaveAttribute('href', /^\/articles\/art_/);

    // A picture, and the words for who does not see it.
    const chooser = writer.waitForEvent('filechooser');
    await writer.getByRole('button', { name: say('office.article.mark.picture') }).click();
    await (await chooser).setFiles({ name: 'dot.png', mimeType: 'image/png', buffer: dot });
    await expect(text).toHaveValue(/!\[.+\]\(\/pictures\/pic_.+\)/);
    await writer.keyboard.type('Red dot');
    const picture = shown.getByRole('img', { name: 'Red dot' });
    await expect(picture).toBeVisible();
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);

    await writer.getByLabel(say('office.article.audience'), { exact: true }).selectOption('public');
    await writer.getByRole('button', { name: say('office.article.publish') }).click();
    await expect(writer).toHaveURL(/\/office\/articles\/art_\w+\//);
    await expect(writer.getByText(say('office.article.state.published')).first()).toBeVisible();
    await expectSound(writer, `the desk of an article in ${lang}`);
    const [, id] = /articles\/(art_\w+)\//.exec(writer.url())!;

    // Readers find it, and say that it did not help, without a script.
    const reader = await browserOf({ lang, javaScriptEnabled: false });
    await expect
      .poll(async () => {
        await reader.goto(`/help/search?q=${encodeURIComponent(asks)}`);
        return reader.getByRole('link', { name: title }).count();
      })
      .toBeGreaterThan(0);
    await reader.goto(`/articles/${id}?lang=${lang}`);
    await expect(reader.getByRole('img', { name: 'Red dot' })).toBeVisible();
    await reader.getByRole('button', { name: say('public.vote.no'), exact: true }).click();
    await reader.getByLabel(say('public.vote.no.why')).fill('Step 2?');
    await reader.getByRole('button', { name: say('public.vote.send') }).click();
    await expect(reader.getByText(say('public.vote.why.done'))).toBeVisible();
    await writer.reload();
    await expect(writer.getByText('Step 2?')).toBeVisible();
  });

test('S4 an article is written by keys alone, at 360 px in the dark', async ({ signedIn }) => {
  const lang = 'en';
  const say = words(lang);
  const looks = { viewport: { width: 360, height: 740 }, colorScheme: 'dark' } as const;
  const agent = await signedIn(people.agent, { lang, ...looks });
  const keys = agent.keyboard;
  await agent.goto('/office/articles');
  await tabTo(agent, agent.getByRole('link', { name: say('office.article.new') }));
  await keys.press('Enter');
  await tabTo(agent, agent.getByRole('textbox', { name: say('office.article.title'), exact: true }));
  await keys.type('Keys alone');
  const text = agent.getByLabel(say('office.article.text'), { exact: true });
  await tabTo(agent, text);
  await keys.type('Press ');
  await keys.press('Control+b');
  await keys.type('Enter');
  await expect(text).toHaveValue('Press **Enter**');
  await keys.press('Control+z');
  // A picture that was copied elsewhere.
  await text.evaluate(
    (area, bytes) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'copied.png', { type: 'image/png' }));
      area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    },
    [...dot],
  );
  await expect(text).toHaveValue(/!\[.+\]\(\/pictures\/pic_.+\)/);
  await keys.press('Control+s');
  await expect(agent).toHaveURL(/\/office\/articles\/art_/);
  await expect(agent.getByText(say('office.article.state.draft')).first()).toBeVisible();
  await expectSound(agent, 'the desk at 360 px');
  // Who may not publish sends it for review by the same keys.
  await agent.getByRole('textbox', { name: say('office.article.title'), exact: true }).focus();
  await keys.press('Control+Enter');
  await expect(agent.getByText(say('office.article.state.in_review')).first()).toBeVisible();
  await expect(agent.getByRole('button', { name: say('office.article.publish') })).toHaveCount(0);
});

test('S4 what two write at once is lost by neither; what was not saved comes back', async ({ signedIn }) => {
  const lang = 'en';
  const say = words(lang);
  const one = await signedIn(people.lead, { lang });
  await one.goto('/office/articles/new');
  const title = (page: typeof one) => page.getByRole('textbox', { name: say('office.article.title'), exact: true });
  const text = (page: typeof one) => page.getByLabel(say('office.article.text'), { exact: true });
  const save = (page: typeof one) => page.getByRole('button', { name: beginsWith(say('office.article.save')) }).click();
  await title(one).fill('Two at once');
  await text(one).fill('First.');
  await save(one);
  await expect(one).toHaveURL(/art_/);

  const other = await signedIn(people.agent, { lang, refused: /office\/articles/ });
  await other.goto(new URL(one.url()).pathname);
  await expect(text(other)).toHaveValue('First.');
  await text(one).fill('By one.');
  await save(one);
  await expect(one.getByText(say('office.article.saved'), { exact: true }).first()).toBeVisible();
  await text(other).fill('By the other.');
  await save(other);
  await expect(other.getByText(say('office.article.meanwhile'))).toBeVisible();
  await other.getByText(say('office.article.theirs')).click();
  await expect(other.getByText('By one.')).toBeVisible();

  // Left in the middle of it, all is there again.
  await other.reload();
  await expect(text(other)).toHaveValue('By the other.');
  await other.getByRole('button', { name: say('office.article.mine.keep') }).click();
  await save(other);
  await expect(other.getByText(say('office.article.meanwhile'))).toHaveCount(0);
  const history = other.getByRole('region', { name: say('office.article.history') });
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await history.getByRole('button', { name: '2' }).first().click();
  await expect(history.getByText('By one.')).toBeVisible();
  await history
    .getByRole('button', { name: new RegExp(say('office.article.restore')) })
    .first()
    .click();
  await expect(text(other)).toHaveValue('By one.');
});

test('S4 a translation is written beside its original, and told when that has changed', async ({ signedIn }) => {
  const lang = 'en';
  const say = words(lang);
  const lead = await signedIn(people.lead, { lang });
  await lead.goto('/office/articles/new?in=zh-Hans');
  const text = lead.getByLabel(say('office.article.text'), { exact: true });
  await lead.getByRole('textbox', { name: say('office.article.title'), exact: true }).fill('原文');
  await text.fill('第一行。');
  const publish = lead.getByRole('button', { name: say('office.article.publish') });
  await publish.click();
  await expect(lead.getByText(say('office.article.state.published')).first()).toBeVisible();
  await lead.getByRole('link', { name: /^English/ }).click();
  const original = lead.getByRole('region', { name: say('office.article.original') });
  await expect(original.getByText('第一行。')).toBeVisible();
  await lead.getByRole('textbox', { name: say('office.article.title'), exact: true }).fill('Translation');
  await text.fill('The first line.');
  await publish.click();
  await expect(lead.getByText(say('office.article.state.published')).first()).toBeVisible();
  await lead.getByRole('link', { name: /^简体中文/ }).click();
  await expect(text).toHaveValue('第一行。');
  await text.fill('第一行。\n第二行。');
  await publish.click();
  await lead.getByRole('link', { name: /^English/ }).click();
  await expect(lead.getByText(say('office.article.outdated'))).toBeVisible();
  await expect(original.getByText('第二行。').first()).toBeVisible();
  await lead.getByRole('button', { name: say('office.article.stillRight') }).click();
  await expect(lead.getByText(say('office.article.outdated'))).toHaveCount(0);
});

test('S4 a solved request becomes a draft without the name of its organization', async ({ signedIn }) => {
  const lang = 'ja';
  const say = words(lang);
  const admin = await signedIn(people.contosoAdmin, { lang });
  const subject = 'Contoso: the whiteboard stays white';
  const id = await openRequest(admin, subject);
  const agent = await signedIn(people.agent, { lang });
  await agent.goto(`/console/requests/${id}?view=all`);
  const make = agent.getByRole('button', { name: say('console.article.make') });
  await expect(agent.getByRole('heading', { level: 1, name: subject })).toBeVisible();
  await expect(make).toHaveCount(0);
  const answer = await agent.request.patch(`/api/v1/requests/${id}`, {
    data: { status: 'solved' },
    headers: { 'If-Match': (await agent.request.get(`/api/v1/requests/${id}`)).headers()['etag']! },
  });
  expect(answer.status()).toBe(200);
  await make.click();
  await expect(agent).toHaveURL(/\/office\/articles\/art_/);
  const title = agent.getByRole('textbox', { name: say('office.article.title'), exact: true });
  await expect(title).toHaveValue(/whiteboard/);
  await expect(title).not.toHaveValue(/Contoso/);
});
