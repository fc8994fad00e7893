/**
 * The room of calls: every word to the server goes through here, typed by api/openapi.yaml.
 * `call` gives the answer or throws an ApiError; what an ApiError says to people is in errors.ts.
 */
import createClient from 'openapi-fetch';
import { lang } from '$lib/i18n/words.svelte';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Me = Schemas['Me'];
export type Clock = Schemas['Clock'];
export type Receipt = Schemas['Receipt'];
export type Request = Schemas['Request'];
export type RequestRow = Schemas['RequestRow'];
export type TimelineItem = Schemas['TimelineItem'];
export type Message = Schemas['Message'];
export type Attachment = Schemas['Attachment'];
export type AskResult = Schemas['AskResult'];
export type Verdict = Schemas['Verdict'];
export type Way = Schemas['Way'];
export type Contact = Schemas['Contact'];
export type Health = Schemas['Health'];
export type Incident = Schemas['Incident'];
export type Impact = Schemas['Impact'];
export type Article = Schemas['Article'];
export type Status = Schemas['Status'];
export type View = NonNullable<NonNullable<paths['/api/v1/requests']['get']['parameters']['query']>['view']>;
export type Terms = Schemas['Terms'];
export type WrittenArticle = Schemas['WrittenArticle'];
export type Problem = Schemas['Problem'] & { current?: unknown };

/** What went wrong with a call; `status` 0 means that the server was not reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem?: Problem,
  ) {
    super(problem?.title ?? `status ${status}`);
  }
}

export const api = createClient<paths>({ baseUrl: '/' });

type SignedOut = () => void;
let onSignedOut: SignedOut = () => undefined;

/** What to do when the session has ended on the server. */
export function whenSignedOut(action: SignedOut): void {
  onSignedOut = action;
}

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', lang());
    return request;
  },
});

/** The data of a call, or an ApiError. */
export async function call<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let answer: { data?: T; error?: unknown; response: Response };
  try {
    answer = await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0);
  }
  if (answer.response.ok) return answer.data as T;
  if (answer.response.status === 401 && !answer.response.url.endsWith('/api/v1/session')) onSignedOut();
  const { error } = answer;
  throw new ApiError(answer.response.status, typeof error === 'object' && error ? (error as Problem) : undefined);
}

/** Uploads one file and tells how much of it has gone (0 to 1). */
export function upload(file: File, progress: (part: number) => void, stop: AbortSignal): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest();
    sender.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name)}`);
    sender.setRequestHeader('Accept-Language', lang());
    sender.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    sender.responseType = 'json';
    sender.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sender.onerror = () => reject(new ApiError(0));
    sender.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    sender.onload = () =>
      sender.status === 201
        ? resolve(sender.response)
        : reject(new ApiError(sender.status, sender.response ?? undefined));
    stop.addEventListener('abort', () => sender.abort());
    sender.send(file);
  });
}
