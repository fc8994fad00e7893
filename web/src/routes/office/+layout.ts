import { enter } from '$lib/enter';

export async function load({ url, parent }) {
  await parent();
  await enter('office', url);
}
