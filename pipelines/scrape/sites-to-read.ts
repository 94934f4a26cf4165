import { InvalidInput } from '#core/domain/errors.ts';
import { SITE_DEFAULTS, type Site } from './site.ts';

/** What the command line may say about sites. */
export type SiteFlags = {
  readonly urls: readonly string[];
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly maxPages?: number | undefined;
  readonly allVersions?: boolean | undefined;
  readonly allowPrivate?: boolean | undefined;
  readonly render?: boolean | undefined;
};

/**
 * The sites a command is about. An address that is a start of a configured site brings that site's settings along; others share one
 * site of default settings. Flags win over both. Without addresses: all configured sites.
 */
export function sitesToRead(flags: SiteFlags, configured: readonly Site[]): Site[] {
  const isStart = (site: Site, url: string) =>
    site.start.some((start) => URL.canParse(url) && URL.parse(start)?.href === new URL(url).href);
  const chosen = flags.urls.length === 0 ? configured : configured.filter((site) => flags.urls.some((url) => isStart(site, url)));
  const others = flags.urls.filter((url) => !chosen.some((site) => isStart(site, url)));
  const sites = [...chosen, ...(others.length > 0 ? [{ ...SITE_DEFAULTS, start: others }] : [])];
  if (sites.length === 0) throw new InvalidInput('there is no site to scrape; give an address, or add `sites` to threadwell.config.json');
  return sites.map((site) => ({
    ...site,
    include: flags.include?.length ? flags.include : site.include,
    exclude: [...site.exclude, ...(flags.exclude ?? [])],
    maxPages: flags.maxPages ?? site.maxPages,
    allVersions: flags.allVersions ?? site.allVersions,
    allowPrivate: flags.allowPrivate ?? site.allowPrivate,
    render: flags.render ?? site.render,
  }));
}
