/** What all panes of the console share: the queue, the terms, the agents, the commands, the marks of reading. */
import { getContext, setContext } from 'svelte';
import { api, call, type Schemas, type Terms } from '$lib/api/client';
import { Asked } from '$lib/asked.svelte';
import { me } from '$lib/session.svelte';
import { knownTerms } from '$lib/terms.svelte';
import { Commands } from './commands.svelte';
import { Outbox } from './outbox.svelte';
import { Queue } from './queue.svelte';
import { Seen } from './seen.svelte';

const name = Symbol('workplace');

export class Workplace {
  queue = new Queue();
  commands = new Commands();
  outbox = new Outbox();
  seen = new Seen(me().id);
  #terms = new Asked<Terms>(knownTerms);
  #agents = new Asked<{ items: Schemas['Name'][] }>(() => call(api.GET('/api/v1/agents')));

  get terms(): Terms | undefined {
    return this.#terms.data;
  }

  get agents(): Schemas['Name'][] {
    return this.#agents.data?.items ?? [];
  }
}

/** To be called by the console's frame, once. */
export function openWorkplace(): Workplace {
  return setContext(name, new Workplace());
}

export function workplace(): Workplace {
  return getContext<Workplace>(name);
}
