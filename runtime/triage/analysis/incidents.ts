import { type Cue, cueFinder, type Reading } from './cues.ts';

/** What somebody must look at whatever else a request says. */
const INCIDENTS = ['outage', 'data_loss', 'security'] as const;
export type Incident = (typeof INCIDENTS)[number];

const CUES: Readonly<Record<Incident, (reading: Reading) => Cue[]>> = {
  outage:
    cueFinder(`outage, production down, prod down, production offline, production stopped, production standstill, production unavailable, production broken, production unreachable, production dead, production crashed, down in production, unreachable in production, broken in production,
    everything down, everything offline, all sites down, sites offline, shop offline, shop down, website down, platform down, system down, systems down, service down, servers down, cluster down,
    nothing works, complete failure, total failure, down for everyone, down for all, completely down, Ausfall, Totalausfall, Produktionsausfall,
    Produktion steht, Produktion ausgefallen, Produktivsystem steht, Produktivsystem ausgefallen, System steht still, System ausgefallen, alles offline, Filialen offline,
    nichts geht mehr, es geht nichts mehr, nichts funktioniert mehr, Produktion in offline, production à l'arrêt, production arrêtée, production en panne, panne, hors service,
    plus rien ne fonctionne, plus rien ne marche, production indisponible, producción caído, producción caída, sistema caído, servicio caído, producción parada,
    fuera de servicio, nada funciona, no funciona nada, 本番環境が停止, 本番が停止, 本番環境がダウン, システムが停止, サービスが停止, 障害, 全面停止, 利用できません`),
  data_loss:
    cueFinder(`data loss, lost data, lose all data, lost records, lost files, lost everything, data lost, records lost, files lost, everything lost, data gone, records gone, files gone, archive gone, data disappeared,
    records disappeared, data wiped, wiped archive, wiped data, wiped database, database wiped, data destroyed, data deleted, database deleted, deleted data, deleted database, deleted records, data corrupted, corrupted data, Datenverlust, Daten verloren, Daten gelöscht,
    Kundendaten gelöscht, Kundendaten verloren, Daten weg, Daten verschwunden, Datenbank gelöscht, perte de données, perdu données, données perdues, données disparu, données effacées, données supprimées,
    pérdida de datos, perdido datos, datos perdidos, datos borrados, datos desaparecido, データ損失, データが消え, データがすべて消え, データが失わ, データを失`),
  security:
    cueFinder(`hacked, data breach, security breach, security incident, data exposed, data leaked, leaked token, leaked key, leaked password, token leaked, key leaked, credentials leaked, published token, compromised,
    vulnerability, ransomware, unauthorized access, unauthorised access, ex-employee access, former employee access, stolen token, stolen key, stolen password, intruder, malware, read other customers, see other customers, gehackt, gestohlen, Schadsoftware, Sicherheitslücke, Datenleck, Datenpanne, kompromittiert, unbefugter Zugriff,
    piraté, faille de sécurité, fuite de données, vulnérabilité, accès non autorisé, hackeado, hackeada, brecha de seguridad, filtración de datos, vulnerabilidad, acceso no autorizado,
    不正アクセス, 情報漏洩, 情報漏えい, 漏洩し, 脆弱性, ハッキング`),
};

/** The incidents that a request tells of as happening. Of an outage weeks ago nobody has to be called; lost data stays lost. */
export function incidentsOf(reading: Reading): Incident[] {
  return INCIDENTS.filter((incident) =>
    CUES[incident](reading).some(({ stance, isLongAgo }) => stance === 'meant' && !(incident === 'outage' && isLongAgo)),
  );
}
