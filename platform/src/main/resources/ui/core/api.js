// The one way to the API: JSON (or a file) in and JSON out, problems as errors, and manners towards a server that asks for patience.

import { Problem } from './problem.js';
import { session } from './session.js';
import { connection } from './connection.js';

const ROOT = '/api/v1/';
const TIMEOUT = 15_000;
const LONGEST_PATIENCE = 10; // seconds; a reader who waits longer is told instead

/** Resolves to `{ data, etag, headers }`; rejects with a {@link Problem}, or with an AbortError if the caller gave up. */
export async function call(method, path, options = {}) {
  await session.freshen();
  let response = await send(method, path, options);
  if (response.status === 401 && session.account && await session.refresh()) {
    response = await send(method, path, options);
  }
  if (method === 'GET' && isBusy(response)) {
    response = await sendLater(response, path, options);
  }
  if (!response.ok) throw await Problem.from(response);
  const data = response.status === 204 ? null : await response.json();
  return { data, etag: response.headers.get('ETag'), headers: response.headers };
}

export const get = async (path, options) => (await call('GET', path, options)).data;
export const post = async (path, body, options) => (await call('POST', path, { ...options, body })).data;
export const put = async (path, body, options) => (await call('PUT', path, { ...options, body })).data;
export const patch = async (path, body, options) => (await call('PATCH', path, { ...options, body })).data;
export const remove = async (path, body, options) => (await call('DELETE', path, { ...options, body })).data;

/** One page of a list that goes on by cursor. */
export const pageOf = (path, cursor, options) =>
  get(`${path}?limit=24${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, options);

async function send(method, path, { body, ifMatch, signal, headers: more, patience: most = TIMEOUT }) {
  const headers = { Accept: 'application/json, application/problem+json', ...more };
  const isFile = body instanceof Blob;
  if (body !== undefined) headers['Content-Type'] = isFile ? body.type : 'application/json';
  if (ifMatch) headers['If-Match'] = ifMatch;
  if (session.token) headers.Authorization = `Bearer ${session.token}`;
  const patience = AbortSignal.timeout(most);
  try {
    const response = await fetch(ROOT + path, {
      method,
      headers,
      body: body === undefined || isFile ? body : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    connection.worked();
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    connection.failed();
    throw Problem.away();
  }
}

const isBusy = response => response.status === 429 || response.status === 503;

/** Reading twice does no harm, so one more try is ours to make; repeating a change is the reader's to decide. */
async function sendLater(response, path, options) {
  const { retryAfter } = await Problem.from(response.clone());
  if (retryAfter === 0 || retryAfter > LONGEST_PATIENCE) return response;
  await pause(retryAfter * 1000, options.signal);
  return send('GET', path, options);
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
}
