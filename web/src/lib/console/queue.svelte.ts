/**
 * The list of requests on the left: one view, sorted by the next promise by the server.
 * It is asked anew after live events; what was loaded stays until the new is there.
 */
import { SvelteSet } from 'svelte/reactivity';
import { api, call, type RequestRow, type View } from '$lib/api/client';

export const views = ['mine', 'unassigned', 'due', 'waiting', 'all'] as const satisfies readonly View[];
export type Counts = Record<View, number>;

const pageRows = 50;
const settleMilliseconds = 150;

export function asView(text: string | null): View {
  return views.find((view) => view === text) ?? 'mine';
}

export class Queue {
  view = $state<View>('mine');
  rows = $state.raw<RequestRow[]>([]);
  counts = $state.raw<Counts>();
  next = $state.raw<string | null>(null);
  /** The view whose rows are shown; another one while the answer is on its way. */
  shown = $state<View>();
  thrown = $state.raw<unknown>();
  /** Rows that came by themselves since the view was opened: they slide in. */
  fresh = new SvelteSet<string>();
  /** Rows picked for doing one thing to all of them. */
  picked = new SvelteSet<string>();
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  async open(view: View): Promise<void> {
    this.view = view;
    this.picked.clear();
    this.fresh.clear();
    await this.again();
  }

  /** Asks anew soon; many events in a row ask once. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.again(), settleMilliseconds);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn++;
  }

  async again(): Promise<void> {
    const turn = ++this.#turn;
    const view = this.view;
    const wanted = this.shown === view ? Math.max(pageRows, this.rows.length) : pageRows;
    try {
      const [counts, page] = await Promise.all([call(api.GET('/api/v1/requests/counts')), this.#read(view, wanted)]);
      if (turn !== this.#turn) return;
      this.counts = counts;
      this.#take(view, page.items, page.next);
      this.thrown = undefined;
    } catch (thrown) {
      if (turn === this.#turn) this.thrown = thrown;
    }
  }

  async more(): Promise<void> {
    if (!this.next) return;
    const turn = ++this.#turn;
    const page = await this.#page(this.view, this.next);
    if (turn !== this.#turn) return;
    const known = new Set(this.rows.map((row) => row.id));
    this.rows = [...this.rows, ...page.items.filter((row) => !known.has(row.id))];
    this.next = page.next;
  }

  pick(id: string): void {
    if (!this.picked.delete(id)) this.picked.add(id);
  }

  #page(view: View, after?: string) {
    return call(api.GET('/api/v1/requests', { params: { query: { view, limit: pageRows, ...(after && { after }) } } }));
  }

  async #read(view: View, wanted: number): Promise<{ items: RequestRow[]; next: string | null }> {
    let page = await this.#page(view);
    const items = [...page.items];
    while (page.next && items.length < wanted) {
      page = await this.#page(view, page.next);
      items.push(...page.items);
    }
    return { items, next: page.next };
  }

  #take(view: View, rows: RequestRow[], next: string | null): void {
    if (this.shown === view) {
      const known = new Set(this.rows.map((row) => row.id));
      for (const row of rows) if (!known.has(row.id)) this.fresh.add(row.id);
    }
    const there = new Set(rows.map((row) => row.id));
    for (const id of this.picked) if (!there.has(id)) this.picked.delete(id);
    this.rows = rows;
    this.next = next;
    this.shown = view;
  }
}
