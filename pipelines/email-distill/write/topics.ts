/** Matters that support mail of any technical product is about, with the words that show them. */
const TOPICS: readonly (readonly [string, RegExp])[] = [
  ['authentication', /\b(?:api keys?|credentials?|unauthori[sz]ed|forbidden|40[13]|log ?in|passwords?|tokens?)\b/gi],
  ['configuration', /\b(?:propert(?:y|ies)|settings?|config(?:uration)?|ya?ml|default)\b/gi],
  ['installation', /\b(?:install\w*|download\w*|jar|maven|deploy\w*)\b/gi],
  ['logs', /\b(?:logs?|logging|loggers?|appenders?|log4j2?)\b/gi],
  ['memory', /\b(?:memory|heap|outofmemory\w*|garbage|memoria|mémoire|speicher)\b/gi],
  ['metrics', /\b(?:metrics?|gauge|counter|dashboards?|monitors?)\b/gi],
  ['network', /\b(?:timeouts?|timed out|connection refused|dns|firewall|ports?|egress|network)\b/gi],
  ['performance', /\b(?:cpu|latency|slow|throughput|p99|performance)\b/gi],
  ['proxy', /\b(?:prox(?:y|ies)|407|ntlm|kerberos)\b/gi],
  ['tls', /\b(?:tls|ssl|certificates?|truststore|pkix|handshake|keystore)\b/gi],
  ['traces', /\b(?:traces?|tracing|spans?|traceparent)\b/gi],
  ['upgrade', /\b(?:upgrad\w+|migrat\w+|actualizar|mise à jour|aktualisier\w+)\b/gi],
];
/** A matter that is named less often is only mentioned. */
const MIN_MENTIONS = 3;
const MAX_TOPICS = 2;

/** Up to two tags `topic:…`, most mentioned first. */
export function topicsOf(text: string): string[] {
  return TOPICS.map(([topic, words]) => ({ topic, mentions: (text.match(words) ?? []).length }))
    .filter(({ mentions }) => mentions >= MIN_MENTIONS)
    .sort((a, b) => b.mentions - a.mentions || (a.topic < b.topic ? -1 : 1))
    .slice(0, MAX_TOPICS)
    .map(({ topic }) => `topic:${topic}`);
}
