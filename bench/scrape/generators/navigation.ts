import type { Heading } from './generator.ts';
import { slug } from './text.ts';

/** The sidebar that all fictional sites share in substance: enough links to outweigh a short page, as real ones do. */
export const NAVIGATION: readonly (readonly [string, readonly string[]])[] = [
  [
    'Get started',
    [
      'Overview',
      'Quick start',
      'System requirements',
      'Install on Linux',
      'Install on macOS',
      'Install on Windows',
      'First project',
      'Upgrade guide',
    ],
  ],
  ['Concepts', ['Architecture', 'Projects and workspaces', 'Permissions', 'Event model', 'Retention', 'Glossary of terms']],
  [
    'How-to guides',
    [
      'Back up and restore',
      'Rotate credentials',
      'Run behind a proxy',
      'Monitor health',
      'Import data',
      'Export data',
      'Automate with CI',
      'Tune performance',
    ],
  ],
  [
    'Reference',
    [
      'Command line',
      'Configuration file',
      'HTTP endpoints',
      'Environment variables',
      'Error codes',
      'Metrics',
      'Client libraries',
      'Plugin interface',
    ],
  ],
  ['Operations', ['High availability', 'Disaster recovery', 'Capacity planning', 'Audit log', 'Security hardening']],
  ['Community', ['Release notes', 'Roadmap', 'Contribute', 'Code of conduct', 'Support plans', 'Frequently asked questions']],
  [
    'Integrations',
    [
      'Chat notifications',
      'Single sign-on',
      'Directory sync',
      'Webhooks',
      'Spreadsheet connector',
      'Ticket systems',
      'Time series stores',
      'Message brokers',
    ],
  ],
  [
    'Tutorials',
    [
      'Build a dashboard',
      'Write a plugin',
      'Move from the old version',
      'Share a workspace',
      'Schedule reports',
      'Clean up old data',
      'Trace a slow request',
    ],
  ],
  [
    'Policies',
    [
      'Versioning policy',
      'Deprecation policy',
      'Data residency',
      'Accessibility statement',
      'Licences of third parties',
      'Report a vulnerability',
    ],
  ],
];

/** Links of one section in the generator's own list markup. */
export function links(titles: readonly string[], item: (href: string, title: string) => string): string {
  return titles.map((title) => item(`/${slug(title)}/`, title)).join('\n');
}

export function sections(section: (name: string, titles: readonly string[], index: number) => string): string {
  return NAVIGATION.map(([name, titles], index) => section(name, titles, index)).join('\n');
}

/** The table of contents that a page carries beside (and often also above) its text. */
export function contents(headings: readonly Heading[], item: (heading: Heading) => string): string {
  return headings.map(item).join('\n');
}
