/** What was not found: the lists of the editors' page, and the calls for them. */
import { api, call, type Schemas } from '$lib/api/client';
import { lang } from '$lib/i18n/words.svelte';

export const lacks = ['unanswered', 'requests', 'articles'] as const;
export type Lack = (typeof lacks)[number];
export type LackLine = Schemas['LackLine'];
export type AskCase = Schemas['AskCase'];

/** How many days back a list may look. */
export const spans = [30, 90, 365] as const;

export const asLack = (word: string | null): Lack => lacks.find((lack) => lack === word) ?? 'unanswered';
export const asSpan = (word: string | null): number => spans.find((days) => String(days) === word) ?? 90;

export const askLines = async (lack: Lack, days: number): Promise<LackLine[]> =>
  (await call(api.GET('/api/v1/office/questions', { params: { query: { lack, days, lang: lang() } } }))).items;

export async function askCases(lack: Lack, days: number, line: LackLine): Promise<AskCase[]> {
  const which = line.article ? { article: line.article.id } : { question: line.question, written_in: line.lang };
  const query = { lack, days, lang: lang(), ...which };
  return (await call(api.GET('/api/v1/office/questions/cases', { params: { query } }))).items;
}

export const askRate = (days: number) =>
  call(api.GET('/api/v1/office/questions/rate', { params: { query: { days, lang: lang() } } }));
