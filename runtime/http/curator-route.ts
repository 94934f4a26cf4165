import type { AppOptions } from './app-options.ts';
import { requireCurator } from './curator-cookie.ts';
import { type App, type Declared, type RequestContext, route } from './route.ts';

/** Declares and serves routes that only a curator may call. */
export function curatorRoute(app: App, { curatorKey, ports }: Pick<AppOptions, 'curatorKey' | 'ports'>) {
  return (declared: Omit<Declared, 'for' | 'tag'>, handler: (c: RequestContext) => Response | Promise<Response>): void =>
    route(app, { ...declared, tag: 'curation', for: 'curator' }, (c) => {
      requireCurator(c, curatorKey, ports);
      return handler(c);
    });
}
