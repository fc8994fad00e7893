/** Articles as their writers see them: the calls, and the words that the lists may be narrowed by. */
import { api, call, type Schemas } from '$lib/api/client';
import { lang, type Lang } from '$lib/i18n/words.svelte';

export type Life = Schemas['ArticleLife'];
export type Saving = Schemas['ArticleSaving'];
export type ArticleDifference = Schemas['ArticleDifference'];
export type Votes = Schemas['ArticleVotes'];
/** One language version with the text that is written on. */
export type Written = Schemas['WrittenArticle'];
export type NewText = Schemas['NewArticleText'];
export type Move = Schemas['ArticleMove']['state'];

export const states = ['draft', 'in_review', 'published', 'outdated', 'overdue'] as const;
export type Shown = (typeof states)[number];
export const kinds = ['article', 'guide'] as const;
export const audiences = ['public', 'admins', 'agents'] as const;

export interface Narrowed {
  state?: Shown;
  written_in?: Lang;
  owner?: string;
  q?: string;
  after?: string;
}

export const askArticles = (query: Narrowed) =>
  call(api.GET('/api/v1/office/articles', { params: { query: { ...query, limit: 50 } } }));

const at = (id: string, written: Lang) => ({ path: { id, lang: written } });

export async function askArticle(id: string, written: Lang): Promise<Written> {
  return await call(api.GET('/api/v1/office/articles/{id}/{lang}', { params: at(id, written) }));
}

export const begin = (written: Lang, text: NewText, key: string): Promise<Life> =>
  call(
    api.POST('/api/v1/office/articles', {
      params: { header: { 'Idempotency-Key': key } },
      body: { lang: written, ...text },
    }),
  );

const seen = (version: number) => ({ 'If-Match': `"${version}"` });

export const save = (id: string, written: Lang, version: number, text: NewText): Promise<Life> =>
  call(
    api.PUT('/api/v1/office/articles/{id}/{lang}', {
      params: { ...at(id, written), header: seen(version) },
      body: text,
    }),
  );

export const move = (id: string, written: Lang, version: number, state: Move): Promise<Life> =>
  call(
    api.POST('/api/v1/office/articles/{id}/{lang}/state', {
      params: { ...at(id, written), header: seen(version) },
      body: { state },
    }),
  );

export const askHistory = async (id: string, written: Lang): Promise<Saving[]> =>
  (await call(api.GET('/api/v1/office/articles/{id}/{lang}/history', { params: at(id, written) }))).items;

const numbered = (id: string, written: Lang, n: number) => ({ path: { id, lang: written, n: String(n) } });

export const askOldText = (id: string, written: Lang, n: number): Promise<Saving & Schemas['ArticleText']> =>
  call(api.GET('/api/v1/office/articles/{id}/{lang}/history/{n}', { params: numbered(id, written, n) }));

/** What a saved text changed: against the one before, or against `from`. */
export const askDifference = (id: string, written: Lang, n: number, from?: number): Promise<ArticleDifference> =>
  call(
    api.GET('/api/v1/office/articles/{id}/{lang}/history/{n}/difference', {
      params: { ...numbered(id, written, n), query: { from } },
    }),
  );

export const askVotes = (id: string, written: Lang): Promise<Votes> =>
  call(api.GET('/api/v1/office/articles/{id}/{lang}/votes', { params: at(id, written) }));

export const askPreview = async (markdown: string, id?: string): Promise<string> =>
  (await call(api.POST('/api/v1/office/articles/preview', { body: { markdown, id } }))).html;

/** What can be chosen for an article: services, topics, and the agents that may look after it. */
export async function askChoices() {
  const [terms, agents] = await Promise.all([
    call(api.GET('/api/v1/policy', { params: { query: { lang: lang() } } })),
    call(api.GET('/api/v1/agents')),
  ]);
  return { services: terms.services, topics: terms.topics, agents: agents.items, languages: terms.languages };
}

/** Keeps a picture; its address goes into the Markdown. */
export const uploadPicture = (file: Blob): Promise<{ id: string; url: string }> =>
  call(
    api.POST('/api/v1/office/articles/pictures', {
      body: file as unknown as string,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': file.type || 'application/octet-stream' },
    }),
  );
