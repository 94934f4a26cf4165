import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Bindings, Person } from '../http/app-options.ts';

/** CloudFront adds it with a secret, so that nobody comes round the firewall in front of it. */
export const ORIGIN_HEADER = 'x-threadwell-origin';

/**
 * The request of an event of an HTTP API or a function URL, which have the same format. Its host is the one that visitors see: the one it
 * came to is a name behind CloudFront, which no browser knows. The secret of CloudFront stays behind.
 */
export function toRequest(event: APIGatewayProxyEventV2, publicOrigin: string): Request {
  const { method } = event.requestContext.http;
  const url = new URL(publicOrigin);
  url.pathname = event.rawPath;
  url.search = event.rawQueryString;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) if (value !== undefined) headers.set(name, value);
  if (event.cookies?.length) headers.set('cookie', event.cookies.join('; '));
  headers.delete(ORIGIN_HEADER);
  headers.delete('transfer-encoding');
  headers.set('host', url.host);
  const body = event.body === undefined ? null : Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  headers.delete('content-length');
  if (body && method !== 'GET' && method !== 'HEAD') headers.set('content-length', String(body.byteLength));
  return new Request(url, { method, headers, ...(method === 'GET' || method === 'HEAD' ? {} : { body }) });
}

/**
 * Where the visitor went, as CloudFront writes it over whatever a visitor sent (`viewer-host.js`). It has a word only for requests that were
 * seen to come from there. Throws UpstreamFailed where it says nothing.
 */
export function visitedOrigin(event: APIGatewayProxyEventV2): string {
  const host = headerOf(event, 'x-threadwell-host') ?? '';
  if (!/^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,9}$/.test(host))
    throw new UpstreamFailed('CloudFront did not tell which host was visited; apply the distribution again', { retryable: false });
  return `https://${host}`;
}

/** What the app is told about a request that came through CloudFront: nobody else could write these headers. */
export function toBindings(event: APIGatewayProxyEventV2, withinMs: number): Bindings {
  const person = personOf(event);
  return { networkAddress: viewerAddress(headerOf(event, 'cloudfront-viewer-address')), withinMs, ...(person ? { person } : {}) };
}

/** API Gateway keeps header names in lower case, a recorded event may not. */
export function headerOf({ headers }: APIGatewayProxyEventV2, wanted: string): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** `198.51.100.7:46532` or `2001:db8::7:46532`: the port comes last. An IPv6 visitor is counted by the /64 that one line has. */
function viewerAddress(header: string | undefined): string | null {
  const address = /^\[?([0-9a-f.:]+?)\]?:\d{1,5}$/i.exec(header?.trim() ?? '')?.[1]?.toLowerCase();
  if (!address) return null;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const all = [...groups, ...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/** The claims of a token that API Gateway's authorizer has verified. It writes a list of groups as `[curator operator]`. */
function personOf(event: APIGatewayProxyEventV2): Person | null {
  const { authorizer } = event.requestContext as { readonly authorizer?: { readonly jwt?: { readonly claims?: Claims } } };
  const claims = authorizer?.jwt?.claims;
  if (!claims) return null;
  const groups = claims['cognito:groups'] ?? '';
  const roles = (
    Array.isArray(groups)
      ? groups
      : String(groups)
          .replace(/^\[|\]$/g, '')
          .split(/[\s,]+/)
  ).filter(Boolean);
  const name = [claims.name, claims.email, claims['cognito:username'], claims.username, claims.sub].find(Boolean);
  return { name: String(name ?? 'curator'), roles };
}
type Claims = Readonly<Record<string, string | number | boolean | readonly string[]>>;
