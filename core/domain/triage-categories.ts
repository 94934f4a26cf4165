/** A heap that requests are sorted into. */
export type TriageCategory = {
  readonly name: string;
  /** Words and phrases that speak for it, in any language. */
  readonly terms: readonly string[];
  /** Taken only where no other category fits: `how_to` and `bug` fit nearly everything. */
  readonly fallback: boolean;
};

/** The categories of software support, each with its words in English, German, French, Spanish and Japanese. */
export const DEFAULT_CATEGORIES: readonly TriageCategory[] = [
  category(
    'billing',
    `invoice, billing, bill, refund, charged, payment, subscription, license cost, licence, quote, discount, VAT, purchase order, credit note,
    price, pricing, contract renewal, license renewal, credit card, payment method, overcharged; Rechnung, Rechnungen, Rechnungsadresse, Gutschrift, Erstattung, berechnet, Zahlung, Lizenz, Lizenzen, Kündigung,
    Angebot, Preis, Umsatzsteuer; facture, factures, facturation, remboursement, paiement, abonnement, licence, TVA, devis, tarif; factura, factuur, fattura, facturas,
    facturación, reembolso, cobrado, cobro, pago, suscripción, licencia, precio, presupuesto; 請求, 支払, 料金, 返金, 見積, ライセンス`,
  ),
  category(
    'security',
    `vulnerability, security, hacked, breach, leaked, data exposed, compromised, CVE, penetration test, unauthorized access, unauthorised access,
    phishing, ransomware, encrypt, encrypted, encryption, exploit, audit finding; Sicherheitslücke, Sicherheit, verschlüsselt, Verschlüsselung, gehackt, Datenleck, kompromittiert; vulnérabilité, chiffré, faille, sécurité, piraté, fuite de données;
    vulnerabilidad, cifrado, seguridad, hackeado, hackeada, filtración, brecha; 不正アクセス, 暗号, 脆弱性, セキュリティ, 漏洩, 漏えい`,
  ),
  category(
    'data_loss',
    `data loss, lost data, lose data, data lost, data gone, records gone, records missing, missing records, missing lines, lines missing, missing events, events missing,
    messages missing, missing messages, deleted records, data deleted, data disappeared, wiped, duplicate, duplicates, duplicated, appear twice, arrive twice,
    dropped events, events dropped, messages dropped, restore backup, lost records, records lost; Datenverlust, Daten verloren, Daten gelöscht, Kundendaten gelöscht, Daten weg, Daten fehlen,
    Datensätze fehlen, Datensätze doppelt, doppelt, Duplikate, wiederherstellen; perte de données, données perdues, données disparu, perdu données,
    données supprimées, en double, doublons, sauvegarde restaurer, restaurer; pérdida de datos, perdido datos, datos perdidos, datos borrados,
    duplicados, duplicado, recuperar datos; データ損失, データが消, データがすべて消, データが失, 重複, 復元, 欠損`,
  ),
  category(
    'outage',
    `outage, production down, prod down, system down, service down, site down, sites offline, shop offline, everything offline, offline for everyone,
    nothing works, unavailable, does not respond, not responding, went down, incident report, completely down, 503; Ausfall, Störung, Totalausfall, Produktionsausfall, System ausgefallen, Produktivsystem steht,
    Produktion steht, System steht still, offline, nichts geht mehr, es geht nichts mehr, nichts funktioniert; panne, en panne, production à l'arrêt, hors service,
    plus rien ne fonctionne, ne répond plus, indisponible; caído, caída, caída del servicio, fuera de servicio, no funciona nada; 障害, 停止, 停止して, ダウンし, 利用できません`,
  ),
  category(
    'authentication',
    `log in, login, logged in, sign in, signin, sign on, single sign-on, single-sign-on, SSO, SAML, OAuth, OIDC, password, passwords, API key, api keys, token, tokens, access key, second factor, reset factor,
    credential, credentials, unauthorized, 401, 403, forbidden, locked out, two-factor, 2FA, MFA, authentication, authenticate; Anmeldung, anmelden, Passwort, Kennwort, Zugangsdaten,
    Zugangstoken, Zugriff verweigert, Login, gesperrt; mot de passe, connecter mot de passe, identifiant, identifiants, authentification, jeton, accès refusé;
    contraseña, iniciar sesión, inicio de sesión, credenciales, autenticación, acceso denegado; パスワード, ログイン, 認証, トークン, サインイン`,
  ),
  category(
    'connection',
    `connection, connect, connectivity, proxy, firewall, timeout, timed out, time out, network, refused, unreachable, cannot reach, DNS, TLS, SSL,
    handshake, certificate, port, socket, webhook; Verbindung, verbinden, Zertifikat, Zertifikats, Netzwerk, erreicht nicht, Zeitüberschreitung, Handshake,
    TLS-Handshake; connexion, réseau, certificat, pare-feu, délai dépassé, serveur injoignable; conexión, conectar, conectarse, la red, certificado,
    cortafuegos, servidor inaccesible; 接続, プロキシ, ネットワーク, 証明書, ファイアウォール, タイムアウト`,
  ),
  category(
    'performance',
    `slow, slower, slowly, performance, latency, throughput, memory, memory leak, memory usage, CPU, takes seconds, takes minutes, takes hours, takes ages, takes hour, take hour, takes minutes, half hour, speed up, seconds to,
    lag, sluggish, speed, high load; langsam, langsamer, dauert lange, Leistung, Speicherverbrauch, Latenz, Durchsatz, Auslastung, träge; lent, lente,
    lenteur, lentement, performance, mémoire, latence, demi-heure, accélérer, rame; lento, lenta, lentísima, lentísimo, lentitud, rendimiento, memoria, latencia; 遅い, 遅く, 重い, パフォーマンス, メモリ, 速度`,
  ),
  category(
    'upgrade',
    `upgrade, upgrading, update from, update to, updated to, migrate, migration, breaking change, breaking changes, release notes, new version, newer version, latest version, current version, current edition, to the latest,
    renamed settings, compatible version; Upgrade, Update auf, Aktualisierung, aktualisieren, migrieren, Migration, neue Version; mise à jour, mettre à jour, migration,
    migrer, passer de la version, nouvelle version; actualizar, actualización, migrar, migración, nueva versión; アップグレード, アップデート, バージョンアップ, 移行`,
  ),
  category(
    'installation',
    `install, installing, installation, installer, setup guide, setup wizard, set up on, deploy, deployment, prerequisite, uninstall, Docker, package manager, container, Helm;
    installieren, Installation, Einrichtung, installiert, Installationsprogramm; installer, installation, installe, déployer; instalar, instalación, instala,
    instalador, desplegar; インストール, 導入, セットアップ`,
  ),
  category(
    'configuration',
    `configure, configuration, config, configured, setting, settings, parameter, property, properties, option, YAML, environment variable, default value, time zone,
    override, retention, configurable; konfigurieren, Konfiguration, Einstellung, Einstellungen, einstellen, Parameter, Option, Zeitzone; configurer, configuration, paramètre, paramètres,
    réglage, option, fuseau horaire; configurar, configuración, configura, parámetro, ajuste, ajustes, opción, zona horaria; 設定, パラメータ, 構成`,
  ),
  category(
    'feature_request',
    `feature request, would be nice, would be great, would be useful, would love, please add, add support, could you add, please implement, suggestion, wish list, no way to,
    roadmap, dark theme; wäre schön, wäre toll, Wunsch, Verbesserungsvorschlag, Funktionswunsch, bitte ergänzen; serait utile, serait bien, serait pratique, suggestion,
    pourriez-vous ajouter; sería genial, sería útil, estaría bien, sugerencia, podrían añadir; 機能追加, 要望, 追加してほしい, あると便利`,
  ),
  fallback(
    'bug',
    `bug, typo, error, errors, exception, crash, crashes, crashed, wrong, broken, fails, failed, failure, incorrect, NullPointerException, does not work, not working, doesn't work,
    stopped working, unexpected, reproduce, fault; Fehler, Fehlermeldung, Absturz, abgestürzt, kaputt, falsch, funktioniert nicht; erreur, faux, fausse, bogue, plante, incorrect,
    ne fonctionne pas, ne marche pas; fallo, falla, no funciona, incorrecto; エラー, バグ, 不具合, 動きません, 例外`,
  ),
  fallback(
    'how_to',
    `how do I, how can I, how can we, how do we, how to, is there a way, is it possible, what is, which, where do, what should, can I, can we, does it, wondering how, how I, how many, how much, what are, would you mind, whom do we, how does;
    wie kann, wie lässt sich, wie viele, welche, was ist, wie geht, wie exportiere, wie mache, wie stelle, wo finde, kann man, ist es möglich; comment puis-je, comment, combien, quelle est, est-il possible, peut-on; cómo puedo, cómo se, cómo, cuántos, cuál es, es posible,
    se puede; 方法, どうすれば, やり方, 教えて`,
  ),
];

function category(name: string, terms: string): TriageCategory {
  return { name, terms: listed(terms), fallback: false };
}

function fallback(name: string, terms: string): TriageCategory {
  return { name, terms: listed(terms), fallback: true };
}

function listed(terms: string): string[] {
  return terms.split(/[,;]/).map((term) => term.replace(/\s+/g, ' ').trim());
}
