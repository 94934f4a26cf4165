import path from 'node:path';
import { openFunctionPlatform } from '#core/aws-platform.ts';

/** Lies beside the bundle, in the same zip. */
const CONFIG_FILE = 'threadwell.config.json';

/** The platform of this function, opened by its first call and kept: clients and their connections serve all requests of an environment. */
export function functionPlatform(service: string) {
  return once(() => {
    const file = process.env.THREADWELL_CONFIG ?? path.join(import.meta.dirname, CONFIG_FILE);
    return openFunctionPlatform(process.env, file, service);
  });
}

/** What fails is tried again by the next call. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
