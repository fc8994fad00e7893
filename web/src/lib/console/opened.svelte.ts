/** The request that is open: its state, its story, why its promises are due, what is like it; and the changes to it. */
import {
  api,
  ApiError,
  call,
  type AskResult,
  type Receipt,
  type Request,
  type RequestRow,
  type TimelineItem,
} from '$lib/api/client';
import { newerState, troubleWords } from '$lib/api/errors';
import { Asked } from '$lib/asked.svelte';
import { lang, t } from '$lib/i18n/words.svelte';
import { hideToast, showToast } from '$lib/toasts.svelte';

export interface Change {
  severity?: string;
  desk?: string;
  assignee?: string | null;
  incident?: string | null;
  status?: Request['status'];
}

/** A change that met a newer state: what is different now, and the change once more. */
export interface Stale {
  before: Request;
  now: Request;
  change: Change;
}

interface Related {
  requests: RequestRow[];
  articles: AskResult[];
}

export class Opened {
  readonly id: string;
  #request: Asked<Request>;
  #timeline: Asked<{ items: TimelineItem[] }>;
  #receipts: Asked<{ clocks: Receipt[] }>;
  #related: Asked<Related>;
  stale = $state.raw<Stale>();
  busy = $state(false);
  #lastToast = 0;

  constructor(id: string) {
    this.id = id;
    const params = () => ({ params: { path: { id }, query: { lang: lang() } } });
    this.#request = new Asked(() => {
      void lang(); // The names of plans and duties come in the reader's language.
      return call(api.GET('/api/v1/requests/{id}', { params: { path: { id } } }));
    });
    this.#timeline = new Asked(() => call(api.GET('/api/v1/requests/{id}/timeline', params())));
    this.#receipts = new Asked(() => call(api.GET('/api/v1/requests/{id}/receipt', params())));
    this.#related = new Asked(() => call(api.GET('/api/v1/requests/{id}/related', params())).catch(nothingIfMissing));
  }

  get request(): Request | undefined {
    return this.#request.data;
  }
  get timeline(): TimelineItem[] {
    return this.#timeline.data?.items ?? [];
  }
  get receipts(): Receipt[] {
    return this.#receipts.data?.clocks ?? [];
  }
  get related(): Related | undefined {
    return this.#related.data;
  }
  get thrown(): unknown {
    return this.#request.thrown ?? this.#timeline.thrown;
  }

  async again(): Promise<void> {
    await Promise.all([this.#request.again(), this.#timeline.again(), this.#receipts.again()]);
  }

  /** Takes over a state that a write brought back, and asks for what belongs to it. */
  put(request: Request): void {
    this.#request.put(request);
    void this.#timeline.again();
    void this.#receipts.again();
  }

  may(action: Request['actions'][number]): boolean {
    return this.request?.actions.includes(action) ?? false;
  }

  /** Changes the request as it was last seen; `done` is told afterwards, with the way back. */
  async change(change: Change, done: string): Promise<void> {
    const before = this.request;
    if (!before || this.busy) return;
    this.busy = true;
    this.stale = undefined;
    try {
      this.put(await changeRequest(before, change));
      const undo = {
        words: t('shared.undo'),
        run: () => void this.change(reverse(before, change), t('console.undone')),
      };
      hideToast(this.#lastToast);
      this.#lastToast = showToast({ words: done, ...(done !== t('console.undone') && { action: undo }) });
    } catch (thrown) {
      const now = newerState(thrown);
      if (now) {
        this.stale = { before, now, change };
        this.put(now);
      } else showToast({ words: troubleWords(thrown), trouble: true });
    }
    this.busy = false;
  }
}

export function changeRequest(seen: Pick<Request, 'id' | 'version'>, change: Change): Promise<Request> {
  const params = { path: { id: seen.id }, header: { 'If-Match': `"${seen.version}"` } };
  return call(api.PATCH('/api/v1/requests/{id}', { params, body: change }));
}

/** The change that takes `change` back. */
export function reverse(before: RequestRow & Partial<Pick<Request, 'incident'>>, change: Change): Change {
  const back: Change = {};
  if (change.severity !== undefined) back.severity = before.severity;
  if (change.desk !== undefined) back.desk = before.desk;
  if (change.assignee !== undefined) back.assignee = before.assignee?.id ?? null;
  if (change.incident !== undefined) back.incident = before.incident?.id ?? null;
  if (change.status !== undefined) back.status = before.status === 'awaiting_customer' ? 'open' : before.status;
  if (change.status === 'open' && before.status !== 'open') back.status = before.status;
  return back;
}

function nothingIfMissing(thrown: unknown): Related {
  if (thrown instanceof ApiError && thrown.status === 404) return { requests: [], articles: [] };
  throw thrown;
}
