import './no-open-proxy.ts';

/** The one place that Crawlee is imported from: only so comes the guard before it. */
export { BasicCrawler, Configuration, EventManager, Log, LogLevel, log, PlaywrightCrawler, Request } from 'crawlee';
