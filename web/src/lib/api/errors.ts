/** The one place that turns what went wrong into words: what happened, what was kept, what to do. */
import { t } from '$lib/i18n/words.svelte';
import { ApiError, type Problem, type Request } from './client';

export interface Trouble {
  title: string;
  detail?: string;
  /** Message by field name, for fields of a form; impact.people and the like with dots. */
  fields: Record<string, string>;
  status: number;
  problem?: Problem;
}

/** Words for anything that was thrown. */
export function troubleOf(thrown: unknown): Trouble {
  if (!(thrown instanceof ApiError)) {
    return { title: t('shared.error.unknown'), fields: {}, status: -1 };
  }
  const { status, problem } = thrown;
  if (status === 0) return { title: t('shared.error.offline'), detail: t('shared.error.kept'), fields: {}, status };
  if (!problem) {
    const title =
      status === 413
        ? t('shared.error.tooLarge')
        : status >= 500
          ? t('shared.error.server')
          : t('shared.error.unknown');
    return { title, fields: {}, status };
  }
  const fields: Record<string, string> = {};
  for (const { field, message } of problem.errors ?? [])
    fields[field] = fields[field] ? `${fields[field]} ${message}` : message;
  return { title: problem.title, detail: problem.detail, fields, status, problem };
}

/** One line of words for anything that was thrown, where there is no form to show the fields in. */
export function troubleWords(thrown: unknown): string {
  const { title, detail, fields } = troubleOf(thrown);
  const wrong = Object.values(fields);
  if (wrong.length) return wrong.join(' ');
  return detail && detail !== title ? `${title} ${detail}` : title;
}

/** The current state that a 412 brings, if this was one. */
export function newerState<T = Request>(thrown: unknown): T | undefined {
  return thrown instanceof ApiError && thrown.status === 412 ? (thrown.problem?.current as T | undefined) : undefined;
}
