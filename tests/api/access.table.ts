// Who may what: one row for each thing a route can be asked for, one column for each kind of caller. The walk in
// access.test.ts does every cell; a route of the contract or of the server that has no row here fails it.
//
// Targets: of callers of Contoso and of agents a request of Contoso; of Fabrikam's admin one of Fabrikam; everybody
// else is given Contoso's, which is foreign to them.

export const callers = [
  'nobody',
  'end_user', // Contoso's, without a role
  'global_admin', // Contoso's
  'billing_admin', // Contoso's: the billing desk alone
  'helpdesk_admin', // Contoso's
  'service_support_admin', // Fabrikam's
  'other_admin', // Tailspin's: all is foreign
  'agent',
  'lead',
  'manager',
  'other_operator_admin', // Contoso's admin, signed in at m365-ww
  'other_operator_agent',
  'stolen_session', // the agent's session of m365-cn, shown at m365-ww
] as const;
export type Caller = (typeof callers)[number];

/** What a call needs to be whole; the walk makes it afresh for every cell. */
export type Need =
  | 'nothing'
  | 'technical' // {id} is a request at the technical desk
  | 'billing' // {id} is one at the billing desk
  | 'loose_file' // {id} is a file that the agent uploaded and attached to nothing
  | 'file' // {id} is a file of the technical request
  | 'note_file' // {id} is a file of a note on it
  | 'article'
  | 'draft' // {id} is an article that an agent has begun
  | 'incident';

export interface Row {
  method: string;
  /** As in the contract. */
  path: string;
  what?: string;
  need?: Need;
  query?: string;
  body?: unknown;
  raw?: string;
  /** The body also names the first message of the request. */
  message?: true;
  /** A change of a request names the version. */
  versioned?: true;
  /** Publishing a policy names the newest one. */
  version?: number;
  may: Record<Caller, number>;
}

const everybody = (status: number): Record<Caller, number> =>
  Object.fromEntries(callers.map((caller) => [caller, status])) as Record<Caller, number>;

/** Nobody and who is nobody here: signing in comes first. */
const strangers = { nobody: 401, stolen_session: 401 } as const;

const signed_in = (status: number): Record<Caller, number> => ({ ...everybody(status), ...strangers });

const agents = (status: number, others: number): Record<Caller, number> => ({
  ...signed_in(others),
  agent: status,
  lead: status,
  manager: status,
});

/** Whoever may read requests at all reads lists (their own); others are refused. */
const readers: Record<Caller, number> = { ...signed_in(200), end_user: 403 };

/** Of one request, by its desk. What may not be read does not exist. */
const reads = (status: number, desk: 'technical' | 'billing'): Record<Caller, number> => ({
  ...agents(status, 404),
  global_admin: status,
  helpdesk_admin: status,
  service_support_admin: status,
  billing_admin: desk === 'billing' ? status : 404,
});

/** Of one request, for agents; admins who may read it are refused. */
const handles = (status: number, desk: 'technical' | 'billing' = 'technical'): Record<Caller, number> => ({
  ...reads(403, desk),
  agent: status,
  lead: status,
  manager: status,
});

/** What leads and managers do in the office. */
const offices = (status: number): Record<Caller, number> => ({ ...signed_in(403), lead: status, manager: status });

/** Following incidents is for admins of whatever role; another operator's incident does not exist. */
const follows = (status: number, elsewhere = status): Record<Caller, number> => ({
  ...agents(403, status),
  end_user: 403,
  other_operator_admin: elsewhere,
  other_operator_agent: elsewhere === status ? 403 : elsewhere,
});

const request = {
  subject: '一覧から開けない',
  description: '昨日から',
  impact: { service: 'impaired', people: 'some' },
  contact: { way: 'email' },
};

export const table: Row[] = [
  { method: 'GET', path: '/healthz', may: everybody(200) },
  { method: 'GET', path: '/readyz', may: everybody(200) },
  { method: 'GET', path: '/metrics', may: everybody(200) },
  { method: 'GET', path: '/api/v1/openapi.json', may: everybody(200) },
  { method: 'GET', path: '/api/v1/policy', may: everybody(200) },
  { method: 'GET', path: '/api/v1/health', may: everybody(200) },
  { method: 'GET', path: '/api/v1/health/incidents', may: everybody(200) },
  {
    method: 'GET',
    path: '/api/v1/health/incidents/{id}',
    need: 'incident',
    may: { ...everybody(200), other_operator_admin: 404, other_operator_agent: 404, stolen_session: 404 },
  },
  { method: 'GET', path: '/api/v1/health/following', may: follows(200) },
  { method: 'PUT', path: '/api/v1/health/incidents/{id}/following', need: 'incident', may: follows(200, 404) },
  { method: 'DELETE', path: '/api/v1/health/incidents/{id}/following', need: 'incident', may: follows(204, 404) },
  {
    method: 'POST',
    path: '/api/v1/health/incidents/{id}/updates',
    need: 'incident',
    body: { state: 'recovering', texts: { en: 'It recovers.' } },
    may: { ...offices(201), other_operator_admin: 404, other_operator_agent: 404 },
  },
  { method: 'GET', path: '/api/v1/ask', query: '?q=mail', may: everybody(200) },
  {
    method: 'GET',
    path: '/api/v1/articles/{id}',
    need: 'article',
    may: { ...everybody(200), other_operator_admin: 404, other_operator_agent: 404, stolen_session: 404 },
  },
  { method: 'GET', path: '/api/v1/articles/{id}/guide', need: 'article', may: everybody(404) },
  {
    method: 'PUT',
    path: '/api/v1/articles/{id}/vote',
    need: 'article',
    body: { lang: 'zh-Hans', helped: true },
    may: { ...everybody(204), other_operator_admin: 404, other_operator_agent: 404, stolen_session: 404 },
  },
  {
    method: 'DELETE',
    path: '/api/v1/articles/{id}/vote',
    need: 'article',
    query: '?read_in=zh-Hans',
    may: { ...everybody(204), other_operator_admin: 404, other_operator_agent: 404, stolen_session: 404 },
  },
  { method: 'POST', path: '/api/v1/verdict', body: {}, may: everybody(200) },

  {
    method: 'POST',
    path: '/api/v1/session',
    body: { email: 'admin@contoso.example', password: 'madoguchi-demo' },
    may: everybody(200),
  },
  { method: 'DELETE', path: '/api/v1/session', may: signed_in(204) },
  {
    method: 'GET',
    path: '/api/v1/pane',
    query: '?operator=m365-cn',
    may: { ...everybody(200), other_operator_admin: 404, other_operator_agent: 404, stolen_session: 404 },
  },
  { method: 'POST', path: '/api/v1/pane/session', body: { token: 'none.of.ours' }, may: everybody(401) },
  // The demo's policy names no website; pane.test.ts tries one that does.
  { method: 'POST', path: '/api/v1/pane/grant', body: { origin: 'https://app.example' }, may: signed_in(403) },
  { method: 'GET', path: '/api/v1/me', may: signed_in(200) },
  { method: 'PATCH', path: '/api/v1/me', body: { lang: 'en' }, may: signed_in(200) },
  { method: 'GET', path: '/api/v1/events', may: signed_in(200) },
  { method: 'GET', path: '/api/v1/agents', may: { ...agents(200, 403), other_operator_agent: 200 } },

  { method: 'GET', path: '/api/v1/requests', may: readers },
  { method: 'GET', path: '/api/v1/requests', what: 'mine', query: '?view=mine', may: readers },
  {
    method: 'GET',
    path: '/api/v1/requests',
    what: 'unassigned',
    query: '?view=unassigned',
    may: { ...agents(200, 403), other_operator_agent: 200 },
  },
  { method: 'GET', path: '/api/v1/requests/counts', may: readers },
  {
    method: 'POST',
    path: '/api/v1/requests',
    what: 'at the technical desk',
    body: { ...request, desk: 'technical' },
    // At the worldwide operator the same organization is a customer, too.
    may: { ...signed_in(201), end_user: 403, billing_admin: 403, ...agentsRefused() },
  },
  {
    method: 'POST',
    path: '/api/v1/requests',
    what: 'at the billing desk',
    body: { ...request, desk: 'billing' },
    may: { ...signed_in(201), end_user: 403, ...agentsRefused() },
  },
  ...(['technical', 'billing'] as const).flatMap((desk): Row[] => [
    { method: 'GET', path: '/api/v1/requests/{id}', need: desk, may: reads(200, desk) },
    { method: 'GET', path: '/api/v1/requests/{id}/timeline', need: desk, may: reads(200, desk) },
    { method: 'GET', path: '/api/v1/requests/{id}/receipt', need: desk, may: reads(200, desk) },
    { method: 'GET', path: '/api/v1/requests/{id}/related', need: desk, may: handles(200, desk) },
    {
      method: 'POST',
      path: '/api/v1/requests/{id}/messages',
      what: 'an answer',
      need: desk,
      body: { text: 'ok' },
      may: reads(201, desk),
    },
    {
      method: 'POST',
      path: '/api/v1/requests/{id}/messages',
      what: 'a note',
      need: desk,
      body: { text: 'ok', visibility: 'internal' },
      may: handles(201, desk),
    },
    {
      method: 'POST',
      path: '/api/v1/requests/{id}/messages',
      what: 'an answer that awaits the customer',
      need: desk,
      body: { text: 'ok', await_customer: true },
      may: handles(201, desk),
    },
    {
      method: 'POST',
      path: '/api/v1/requests/{id}/objection',
      need: desk, // nothing was lowered: who may object hears that, agents are refused
      body: {},
      versioned: true,
      may: { ...reads(409, desk), agent: 403, lead: 403, manager: 403 },
    },
    {
      method: 'POST',
      path: '/api/v1/requests/{id}/split',
      need: desk,
      body: { subject: '別の件', desk: 'billing', severity: 'C' },
      message: true,
      versioned: true,
      may: handles(201, desk),
    },
    {
      method: 'PATCH',
      path: '/api/v1/requests/{id}',
      what: 'solve',
      need: desk,
      body: { status: 'solved' },
      versioned: true,
      may: reads(200, desk),
    },
    ...(
      [
        ['severity', { severity: 'C' }],
        ['desk', { desk: desk === 'billing' ? 'technical' : 'billing' }],
        ['assign', { assignee: null }],
        ['incident', { incident: null }],
        ['await', { status: 'awaiting_customer' }],
      ] as const
    ).map(([what, body]): Row => ({
      method: 'PATCH',
      path: '/api/v1/requests/{id}',
      what,
      need: desk,
      body,
      versioned: true,
      may: handles(200, desk),
    })),
  ]),

  {
    method: 'POST',
    path: '/api/v1/attachments',
    query: '?name=a.txt',
    raw: 'x',
    may: { ...signed_in(201), end_user: 403 },
  },
  {
    method: 'GET',
    path: '/api/v1/attachments/{id}',
    what: 'attached',
    need: 'file',
    // Fabrikam's admin is given Contoso's file.
    may: { ...reads(200, 'technical'), service_support_admin: 404 },
  },
  {
    method: 'GET',
    path: '/api/v1/attachments/{id}',
    what: 'of a note',
    need: 'note_file',
    may: agents(200, 404),
  },
  {
    method: 'GET',
    path: '/api/v1/attachments/{id}',
    what: 'not attached, uploaded by the agent',
    need: 'loose_file',
    may: { ...signed_in(404), agent: 200 },
  },

  {
    method: 'POST',
    path: '/api/v1/ask/ends',
    body: { question: 'shared mailbox', end: 'left' },
    may: { ...agents(403, 204), other_operator_agent: 403 },
  },
  ...(['?lack=unanswered', '/cases?lack=requests&question=mail&written_in=en', '/rate'] as const).map((rest): Row => ({
    method: 'GET',
    path: `/api/v1/office/questions${rest.split('?')[0]}`,
    query: rest.includes('?') ? `?${rest.split('?')[1]}` : '',
    may: { ...agents(200, 403), other_operator_agent: 200 },
  })),

  { method: 'GET', path: '/api/v1/office/articles', may: { ...agents(200, 403), other_operator_agent: 200 } },
  {
    method: 'POST',
    path: '/api/v1/office/articles',
    body: { lang: 'en', title: 'A draft', markdown: 'Text.' },
    may: { ...agents(201, 403), other_operator_agent: 201 },
  },
  {
    method: 'POST',
    path: '/api/v1/office/articles/preview',
    body: { markdown: '*a*' },
    may: { ...agents(200, 403), other_operator_agent: 200 },
  },
  {
    method: 'POST',
    path: '/api/v1/office/articles/pictures',
    raw: 'GIF89a of the walk',
    may: { ...agents(201, 403), other_operator_agent: 201 },
  },
  {
    method: 'POST',
    path: '/api/v1/office/articles/from-request',
    body: { request: 'req_0' },
    may: { ...agents(404, 403), other_operator_agent: 404 },
  },
  ...(['', '/history', '/history/{n}', '/history/{n}/difference', '/votes'] as const).map((rest): Row => ({
    method: 'GET',
    path: `/api/v1/office/articles/{id}/{lang}${rest}`,
    need: 'draft',
    may: agents(200, 404),
  })),
  {
    method: 'PUT',
    path: '/api/v1/office/articles/{id}/{lang}',
    need: 'draft',
    body: { title: 'A draft', markdown: 'Other text.' },
    versioned: true,
    may: agents(200, 404),
  },
  {
    method: 'POST',
    path: '/api/v1/office/articles/{id}/{lang}/state',
    what: 'submit',
    need: 'draft',
    body: { state: 'in_review' },
    versioned: true,
    may: agents(200, 404),
  },
  {
    method: 'POST',
    path: '/api/v1/office/articles/{id}/{lang}/state',
    what: 'publish',
    need: 'draft',
    body: { state: 'published' },
    versioned: true,
    may: { ...agents(200, 404), agent: 403 },
  },

  ...(['/api/v1/office/policy/versions', '/api/v1/office/policy/versions/{n}'] as const).map((path): Row => ({
    method: 'GET',
    path,
    may: offices(200),
  })),
  { method: 'GET', path: '/api/v1/office/policy/versions/{n}/terms', may: offices(200) },
  { method: 'GET', path: '/api/v1/office/policy/versions/{n}/difference/{other}', may: offices(200) },
  { method: 'POST', path: '/api/v1/office/policy/check', body: { text: 'format = 1' }, may: offices(200) },
  { method: 'POST', path: '/api/v1/office/policy/preview', body: { from_version: 1 }, may: offices(200) },
  {
    method: 'POST',
    path: '/api/v1/office/policy/versions',
    what: 'the same once more',
    body: { from_version: 1, reason: 'try' },
    version: 1,
    may: { ...offices(409), lead: 403 },
  },
  {
    method: 'DELETE',
    path: '/api/v1/office/policy/versions/{n}',
    what: 'that is in force',
    may: { ...offices(409), lead: 403 },
  },
];

function agentsRefused(): Partial<Record<Caller, number>> {
  return { agent: 403, lead: 403, manager: 403, other_operator_agent: 403 };
}
