/** What whoever bundles the widget knows about the site it is for, as the attributes say it; suggestions are separated by `|`. */
export type Defaults = { readonly brand?: string; readonly email?: string; readonly suggestions?: string; readonly person?: string };

declare const __THREADWELL_DEFAULTS__: Defaults | undefined;

/** Put in by esbuild's `define`; empty when the module is used as it is. */
export const defaults: Defaults = typeof __THREADWELL_DEFAULTS__ === 'undefined' ? {} : (__THREADWELL_DEFAULTS__ ?? {});
