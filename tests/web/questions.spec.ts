// S29 what was not found: what admins do with their questions in the browser, and the editors' page that tells of it,
// by keys alone.
import { expect, expectSound, people, tabTo, test } from './support/house';
import { languages, words } from './support/words';

test.use({ serverOwner: 'questions' });

const looks = {
  ja: { viewport: { width: 360, height: 740 }, colorScheme: 'dark' },
  'zh-Hans': {},
  en: { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
} as const;
const impossible = { ja: '鰻重', 'zh-Hans': '鳗鱼饭', en: 'quokka subordination' };
const possible = { ja: '共有メールボックス', 'zh-Hans': '共享邮箱', en: 'shared mailbox' };

for (const lang of languages)
  test(`S29 what was not found leads to its cases, in ${lang}`, async ({ signedIn }) => {
    const say = words(lang);
    const admin = await signedIn(people.contosoAdmin, { lang });
    // The page may be gone before the answer comes: that it was taken is seen in the lists.
    const told = () => admin.waitForRequest((one) => new URL(one.url()).pathname === '/api/v1/ask/ends');
    await admin.goto('/portal');
    await expect(admin.getByRole('combobox')).toBeFocused();

    // A question that nothing answers, looked at for a while and left.
    await admin.keyboard.type(impossible[lang]);
    await expect(admin.getByText(say('portal.ask.nothing'))).toBeVisible();
    await admin.waitForTimeout(2100);
    const left = told();
    await admin
      .getByRole('link', { name: say('portal.nav.requests'), exact: true })
      .first()
      .click();
    await left;

    // An article is read; it does not help, and a request comes.
    await admin.goto(`/portal?q=${encodeURIComponent(possible[lang])}`);
    const article = admin.getByRole('option', { name: say('portal.kind.article') }).first();
    await expect(article).toBeVisible();
    const read = told();
    await article.click();
    await read;
    await expect(admin).toHaveURL(/\/articles\//);
    const title = (await admin.getByRole('heading', { level: 1 }).first().textContent())!.trim();
    await admin.goto(`/portal/requests/new?q=${encodeURIComponent(possible[lang])}`);
    await admin.getByRole('radio', { name: say('portal.impact.question') }).check();
    await admin.getByLabel(say('portal.form.description')).first().fill(possible[lang]);
    const ended = told();
    await admin.getByRole('button', { name: say('portal.form.send') }).click();
    await ended;
    await expect(admin).toHaveURL(/\/requests\/req_/);

    const agent = await signedIn(people.agent, { lang, ...looks[lang] });
    const keys = agent.keyboard;
    await agent.goto('/office/questions');
    const line = agent.getByRole('button', { name: impossible[lang] });
    await tabTo(agent, line);
    await keys.press('Enter');
    const nothing = /=0 \{(.+?)\}/.exec(say('office.questions.found'))![1]!;
    await expect(agent.getByText(nothing)).toBeVisible();
    await expect(agent.getByText('Contoso')).not.toHaveCount(0);
    await expectSound(agent, `questions without an answer in ${lang}`);

    const list = (lack: string) =>
      agent
        .getByRole('navigation', { name: say('office.questions.lists'), exact: true })
        .getByRole('link', { name: say(`office.questions.lack.${lack}`), exact: true });
    await tabTo(agent, list('articles'), 'Shift+Tab');
    await keys.press('Enter');
    await expect(list('articles')).toHaveAttribute('aria-current', 'page');
    const failed = agent.getByRole('button', { name: title });
    await tabTo(agent, failed);
    await keys.press('Enter');
    const request = agent.getByRole('listitem').getByRole('link', { name: new RegExp(`^#\\d+ ${possible[lang]}$`) });
    await expect(request.first()).toBeVisible();
    await expectSound(agent, `articles that did not help in ${lang}`);
    await tabTo(agent, request.first());
    await keys.press('Enter');
    await expect(agent.getByRole('heading', { level: 1, name: possible[lang], exact: true })).toBeVisible();
  });
