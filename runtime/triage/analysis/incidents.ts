import { type Cue, cueFinder, type Reading, terms } from './cues.ts';

/** What somebody must look at whatever else a request says. */
const INCIDENTS = ['outage', 'data_loss', 'security'] as const;
export type Incident = (typeof INCIDENTS)[number];

const OUTAGE = [
  ...pairs(
    'production, prod, platform, gateway, website, site, sites, shop, shops, system, systems, service, services, servers, cluster, broker, everything',
    'down, offline, unavailable, dead',
  ),
  ...pairs('production, platform, everything, service', 'unreachable, standstill, outage, crashed, not respond'),
  ...pairs(
    'cannot, unable, customers cannot, nobody can',
    'ship, sell, pay, take payments, process payments, take orders, place orders, check out',
  ),
  ...terms(`outage, production stopped, production broken, broken in production, nothing works, complete failure, total failure, down for everyone, down for all, completely down,
    all stores unable, Ausfall, Totalausfall, Produktionsausfall, Produktion steht, Produktion ausgefallen, Produktivsystem steht, Produktivsystem ausgefallen, System steht still, System ausgefallen, alles offline, Filialen offline,
    alle Systeme ausgefallen, Systeme stehen, nicht mehr verkaufen, nichts geht mehr, geht nichts mehr, nichts funktioniert mehr, läuft nichts mehr, production à l'arrêt, production arrêtée, production en panne, panne, hors service,
    plus rien ne fonctionne, plus rien ne marche, service ne répond plus, production indisponible, service indisponible, producción caído, producción caída, sistema caído, servicio caído, servicio no responde, producción parada,
    fuera de servicio, nada funciona, no funciona nada, 本番環境が停止, 本番が停止, 本番環境がダウン, システムが停止, サービスが停止, 障害, 全面停止, 利用できません`),
];
const DATA_LOSS = [
  ...pairs(
    'data, database, records, archive, tables, everything',
    'lost, gone, wiped, erased, destroyed, disappeared, vanished, corrupted',
  ),
  // Data that is old is deleted on purpose.
  ...pairs('all data, customer data, our data, all records, database, everything', 'deleted, purged, overwritten'),
  ...terms(`data loss, lose all data, deleted by mistake, deleted by accident, accidentally deleted, Datenverlust, Kundendaten gelöscht, Kundendaten verloren, Daten weg, Daten verschwunden, Daten vernichtet, perte de données,
    perdu données, données disparu, données effacées, données supprimées, données perdues, base effacée, base de données supprimée, pérdida de datos, perdido datos, datos perdidos, datos borrados, datos eliminados, datos desaparecido,
    base de datos borrada, データ損失, データが消え, データがすべて消え, データが失わ, データを失, データが削除され`),
  ...pairs('Daten, Datenbank, Datensätze', 'verloren, gelöscht'),
];
const SECURITY = [
  ...pairs('token, key, password, passwords, credentials, secret', 'leaked, stolen, published'),
  ...pairs('somebody, someone, unknown person, stranger, attacker', 'logged into, logged in to, entered account, downloading, reading our'),
  ...terms(`hacked, data breach, security breach, security incident, data exposed, data leaked, compromised, intruder, intrusion, malware, ransomware, vulnerability, unauthorized access, unauthorised access, ex-employee access,
    former employee access, read other customers, see other customers, gehackt, gestohlen, eingedrungen, Schadsoftware, Sicherheitslücke, Datenleck, Datenpanne, kompromittiert, unbefugter Zugriff,
    piraté, intrusion, introduit dans, faille de sécurité, fuite de données, vulnérabilité, accès non autorisé, hackeado, hackeada, ha entrado en nuestra cuenta, intruso, robado, brecha de seguridad, filtración de datos, vulnerabilidad, acceso no autorizado,
    不正アクセス, 情報漏洩, 情報漏えい, 漏洩し, 脆弱性, ハッキング, 乗っ取`),
];

const CUES: Readonly<Record<Incident, (reading: Reading) => Cue[]>> = {
  outage: cueFinder(OUTAGE),
  data_loss: cueFinder(DATA_LOSS),
  security: cueFinder(SECURITY),
};

/** Each of the one with each of the other, in both orders: `data lost` and `lost our data`. */
function pairs(some: string, others: string): string[] {
  return terms(some).flatMap((one) => terms(others).flatMap((other) => [`${one} ${other}`, `${other} ${one}`]));
}

/** The incidents that a request tells of as happening. Of an outage weeks ago nobody has to be called; lost data stays lost. */
export function incidentsOf(reading: Reading): Incident[] {
  return INCIDENTS.filter((incident) =>
    CUES[incident](reading).some(({ stance, isLongAgo }) => stance === 'meant' && !(incident === 'outage' && isLongAgo)),
  );
}
