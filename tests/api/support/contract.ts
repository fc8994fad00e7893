// The contract as the judge of answers: status, content type and body, by api/openapi.yaml.
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Operation {
  method: string;
  /** As in the contract: /api/v1/requests/{id} */
  path: string;
  id: string;
  /** The schema of its JSON body, if it takes one. */
  body?: Schema;
  takesBody: boolean;
  responses: Record<string, unknown>;
}

/** As much of JSON Schema as the tests read themselves. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  maxLength?: number;
  minLength?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: boolean;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

const methods = ['get', 'put', 'post', 'delete', 'patch'];
const document: Json = parse(readFileSync(new URL('../../../api/openapi.yaml', import.meta.url), 'utf8'));

const ajv = new Ajv2020({
  strict: false,
  validateSchema: false,
  allErrors: true,
});
addFormats.default(ajv);
ajv.addSchema(closed(document, 'open'), 'contract');
const validators = new Map<string, ValidateFunction>();

/**
 * The same, but an object with named members has no others: what the server says must stand in the contract. Parts of
 * an `allOf` stay open to each other; the whole is closed.
 */
function closed(node: Json, place: 'whole' | 'part' | 'open'): Json {
  if (Array.isArray(node)) return node.map((item) => closed(item, place));
  if (node === null || typeof node !== 'object') return node;
  const out: Json = {};
  for (const [key, value] of Object.entries(node as Record<string, Json>)) {
    if (key === 'enum' || key === 'required' || key === 'default') out[key] = value;
    else if (key === 'properties') out[key] = membersOf(value);
    else if (key === 'schemas') out[key] = partsOf(value);
    else
      out[key] = closed(
        value,
        key === 'allOf' ? 'part' : key === 'schema' || key === 'items' || key === 'oneOf' ? 'whole' : 'open',
      );
  }
  const names = node.properties !== undefined || node.allOf !== undefined || typeof node.$ref === 'string';
  if (place === 'whole' && names && node.additionalProperties === undefined) out.unevaluatedProperties = false;
  return out;
}

function membersOf(properties: Record<string, Json>): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, closed(schema, 'whole')]));
}

/** What is named in components is closed where it is used. */
function partsOf(schemas: Record<string, Json>): Json {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closed(schema, 'part')]));
}

function follow(pointer: string): Json {
  return pointer
    .replace(/^#\//, '')
    .split('/')
    .reduce((at: Json, part) => at[decodePointer(part)], document);
}

function decodePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

function encodePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

export function resolved(schema: Schema): Schema {
  return schema.$ref ? resolved(follow(schema.$ref)) : schema;
}

/** Every route × method of the contract. */
export const operations: Operation[] = Object.entries(document.paths as Record<string, Json>).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Json>)
    .filter(([method]) => methods.includes(method))
    .map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      id: operation.operationId,
      takesBody: operation.requestBody !== undefined,
      ...(operation.requestBody?.content['application/json']
        ? { body: operation.requestBody.content['application/json'].schema }
        : {}),
      responses: operation.responses,
    })),
);

const patterns = operations.map((operation) => ({
  operation,
  expression: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]*')}$`),
}));

/** A fixed segment beats a parameter. */
export function operationFor(method: string, path: string): Operation | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  return patterns
    .filter(({ operation, expression }) => operation.method === wanted && expression.test(path))
    .sort((a, b) => a.operation.path.split('{').length - b.operation.path.split('{').length)[0]?.operation;
}

export function hasPath(path: string): boolean {
  return patterns.some(({ expression }) => expression.test(path));
}

export interface Answer {
  method: string;
  path: string;
  status: number;
  type: string;
  text: string;
}

/** Throws an error that says where the answer breaks the contract. */
export function check(answer: Answer): void {
  const operation = operationFor(answer.method, answer.path);
  if (!operation) return checkUndocumented(answer);
  const where = `${answer.method} ${operation.path} → ${answer.status}`;
  const documented = operation.responses[String(answer.status)] as Json;
  if (!documented) throw new Error(`${where} is not in the contract: ${answer.text.slice(0, 500)}`);
  const pointer =
    documented.$ref ??
    `#/paths/${encodePointer(operation.path)}/${operation.method.toLowerCase()}/responses/${answer.status}`;
  const response = documented.$ref ? follow(documented.$ref) : documented;
  checkContent(where, pointer, response, answer);
}

/** What no route answers: problems alone. */
function checkUndocumented(answer: Answer): void {
  if (!answer.path.startsWith('/api/')) return;
  // Browsers ask before a page of another site may call (CORS); the contract says where, in the tag `pane`.
  if (answer.method === 'OPTIONS' && answer.status === 204 && hasPath(answer.path)) return;
  const expected = hasPath(answer.path) ? 405 : 404;
  if (answer.status !== expected && answer.status < 400)
    throw new Error(`${answer.method} ${answer.path} answers ${answer.status} and is not in the contract`);
  if (answer.method !== 'HEAD') checkSchema(`${answer.method} ${answer.path}`, '#/components/schemas/Problem', answer);
}

function checkContent(where: string, pointer: string, response: Json, answer: Answer): void {
  const content = response.content as Record<string, Json> | undefined;
  if (!content) {
    if (answer.text !== '') throw new Error(`${where} must have no body`);
    return;
  }
  const type = answer.type.split(';')[0]!.trim();
  const key = content[type] ? type : content['*/*'] ? '*/*' : undefined;
  if (!key) throw new Error(`${where} came as "${answer.type}", not as ${Object.keys(content).join(' or ')}`);
  if (answer.method === 'HEAD' || !/json$/.test(type) || key === '*/*') return;
  checkSchema(where, `${pointer}/content/${encodePointer(key)}/schema`, answer);
}

function checkSchema(where: string, pointer: string, answer: Answer): void {
  let validate = validators.get(pointer);
  if (!validate) {
    validate = ajv.compile({ $ref: `contract${pointer}` });
    validators.set(pointer, validate);
  }
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new Error(`${where} is not JSON: ${answer.text.slice(0, 300)}`);
  }
  if (validate(body)) return;
  const mistakes = (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message}`);
  throw new Error(`${where} breaks the contract: ${mistakes.join('; ')}\n${answer.text.slice(0, 1500)}`);
}
