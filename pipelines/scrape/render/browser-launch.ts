import type { LaunchOptions } from 'playwright-core';

/**
 * Chromium with no way out but our proxy. Whatever is not sent through it cannot be resolved, and the browser itself has no credential
 * for it: only pages do.
 */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-client-side-phishing-detection',
  '--dns-prefetch-disable',
  '--no-pings',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disk-cache-size=1',
];

/** What Playwright adds for testers and a reader of foreign pages does without. */
const NOT_WANTED = ['--disable-popup-blocking', '--disable-ipc-flooding-protection', '--enable-unsafe-swiftshader'];

/** How to start the browser. `folder` is its home, so that it neither reads nor leaves anything in the user's. */
export function launchOptions(options: {
  readonly browserPath: string;
  readonly proxyAddress: string;
  readonly isSandboxed: boolean;
  readonly folder: string;
}): LaunchOptions {
  return {
    executablePath: options.browserPath,
    headless: true,
    chromiumSandbox: options.isSandboxed,
    args: [...FLAGS],
    ignoreDefaultArgs: NOT_WANTED,
    // Without this the loopback would go around the proxy.
    proxy: { server: options.proxyAddress, bypass: '<-loopback>' },
    // Secrets in our environment are nothing for a process that runs other people's scripts.
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: options.folder, TMPDIR: options.folder, LANG: 'C.UTF-8' },
    // The command line decides what a signal means; the browser ends with the pipe to us.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: 30_000,
  };
}
