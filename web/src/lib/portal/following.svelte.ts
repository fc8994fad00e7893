/** The incidents that the reader follows instead of opening requests, live; and the way to follow one and to leave it. */
import { api, call, type Incident } from '$lib/api/client';
import { troubleWords } from '$lib/api/errors';
import { Asked } from '$lib/asked.svelte';
import { lang, t } from '$lib/i18n/words.svelte';
import { onLive } from '$lib/live.svelte';
import { me } from '$lib/session.svelte';
import { hideToast, showToast } from '$lib/toasts.svelte';

/** Admins follow, whatever their role: it speaks for their organization. */
export function mayFollow(): boolean {
  return me().kind === 'person' && me().roles.length > 0;
}

/** Only the last change can be undone, on whichever page it was made. */
let lastToast = 0;

/** To be made while a component starts. */
export class Following {
  #asked: Asked<{ items: Incident[] }>;
  #busy = false;

  constructor() {
    const query = () => ({ lang: lang() });
    this.#asked = new Asked(() =>
      mayFollow() ? call(api.GET('/api/v1/health/following', { params: { query: query() } })) : undefined,
    );
    onLive(({ name }) => {
      if (name !== 'request.changed') void this.#asked.again();
    });
  }

  get incidents(): Incident[] {
    return this.#asked.data?.items ?? [];
  }

  has(id: string): boolean {
    return this.incidents.some((incident) => incident.id === id);
  }

  follow(id: string): Promise<void> {
    return this.#change(async () => {
      const params = { path: { id }, query: { lang: lang() } };
      const { code } = await call(api.PUT('/api/v1/health/incidents/{id}/following', { params }));
      this.#tell(t('portal.follow.done', { code }), () => void this.leave(id));
    });
  }

  leave(id: string): Promise<void> {
    return this.#change(async () => {
      const code = this.incidents.find((incident) => incident.id === id)?.code ?? '';
      await call(api.DELETE('/api/v1/health/incidents/{id}/following', { params: { path: { id } } }));
      this.#tell(t('portal.follow.undone', { code }), () => void this.follow(id));
    });
  }

  async #change(send: () => Promise<void>): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await send();
    } catch (thrown) {
      showToast({ words: troubleWords(thrown), trouble: true });
    }
    await this.#asked.again();
    this.#busy = false;
  }

  #tell(words: string, run: () => void): void {
    hideToast(lastToast);
    lastToast = showToast({ words, action: { words: t('shared.undo'), run } });
  }
}
