import type { ReadLanguage } from './read-language.ts';

/** Words, without accents, that take away what a sentence seems to say. */
export type StanceWords = {
  /** Before a cue: it is denied. */
  readonly denies: ReadonlySet<string>;
  /** Behind a cue: it is denied too. */
  readonly deniesAfter: ReadonlySet<string>;
  /** Behind a denying word: `not only` denies nothing. */
  readonly affirms: ReadonlySet<string>;
  /** Anywhere before a cue in its clause: it is thought of and has not happened. */
  readonly supposes: ReadonlySet<string>;
  /** The same behind it, as verbs stand at the end. */
  readonly supposesAfter: ReadonlySet<string>;
  /** It is over. */
  readonly settles: ReadonlySet<string>;
  /** Before a settling word: it is wished for and not there yet. */
  readonly wishes: ReadonlySet<string>;
  /** It comes back, or goes on. */
  readonly goesOn: ReadonlySet<string>;
  /** First word of a question about how things are in general. */
  readonly asks: ReadonlySet<string>;
};

const NONE: ReadonlySet<string> = new Set();

export const STANCE: Readonly<Partial<Record<ReadLanguage, StanceWords>>> = {
  en: {
    denies: set(
      'no not never without neither nor none isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt wont cant cannot nothing nobody hardly zero',
    ),
    deniesAfter: NONE,
    affirms: set('only just merely longer until sure'),
    supposes: set(
      'if whether avoid avoiding prevent prevents preventing case event against might planned scheduled protect risk risks hypothetical unless assume assumes assuming imagine suppose supposing pretend simulate simulates simulation drill rehearsal exercise',
    ),
    supposesAfter: set('drill rehearsal handbook policy plan'),
    settles: set('fixed resolved solved recovered'),
    wishes: set(
      'please must to be being get getting until when need needs should can could want how cannot cant wont not never still yet isnt wasnt arent nobody',
    ),
    goesOn: set('again still since ongoing now'),
    asks: set('is are does do did will'),
  },
  de: {
    denies: set('nicht kein keine keinen keinem keiner keines ohne nie niemals weder niemand'),
    deniesAfter: set('nicht'),
    affirms: set('nur bloss allein mehr'),
    supposes: set('wenn falls ob vermeiden verhindern fall gegen geplant geplante geplanter geplanten'),
    supposesAfter: set('vermeiden verhindern vorbeugen ausschliessen'),
    settles: set('behoben gelost geloest erledigt wiederhergestellt'),
    wishes: set('bitte muss mussen soll sollte bis wann nicht noch kann konnen konnten immer'),
    goesOn: set('erneut wieder seit immer'),
    asks: set('ist sind wird werden gibt'),
  },
  fr: {
    denies: set('pas sans aucun aucune jamais ni rien personne'),
    deniesAfter: set('pas'),
    affirms: set('seulement que uniquement'),
    supposes: set('si eviter prevenir cas contre prevu prevue planifiee'),
    supposesAfter: NONE,
    settles: set('resolu resolue resolus resolues repare reparee corrige corrigee retabli retablie'),
    wishes: set('doit etre pas quand jusqu merci comment toujours'),
    goesOn: set('encore nouveau depuis toujours'),
    asks: set('est sont'),
  },
  es: {
    denies: set('no sin ningun ninguna nunca ni tampoco nadie'),
    deniesAfter: NONE,
    affirms: set('solo solamente'),
    supposes: set('si evitar prevenir caso contra prevista planificada'),
    supposesAfter: NONE,
    settles: set('resuelto resuelta solucionado solucionada arreglado arreglada restablecido restablecida'),
    wishes: set('debe ser no cuando hasta como aun todavia favor'),
    goesOn: set('otra nuevo todavia desde sigue'),
    asks: set('es son'),
  },
};

/** Several words that say the same as a settling one. */
export const SETTLING_PHRASE =
  /\b(?:(?:works?|working|running|up|online|back)(?: \w{1,10})? again|back (?:up|online|to normal)|found (?:it|them) again|(?:works?|working|running) now|no longer (?:down|offline)|(?:läuft|laeuft|funktioniert|geht)(?: \w{1,10})? wieder|wieder (?:online|erreichbar|alles)|fonctionne (?:à|de) nouveau|funciona de nuevo|vuelve a funcionar)/iu;

/** Behind a cue in Japanese: it is denied, thought of, or over. */
export const JAPANESE_DENIES = /^.{0,6}?(?:では(?:ありません|ない|なく|ございません)|はありません|はない|はなく|がない|なし|ではなかった)/;
export const JAPANESE_SUPPOSES = /^.{0,6}?(?:を(?:防|避|予防)|た場合|の場合|したら|すると)/;
export const JAPANESE_SETTLES =
  /解決(?:済|し(?:ました|ています|た))|復旧(?:済|し(?:ました|ています|た))|直りました|修正されました|収まりました/;
export const JAPANESE_PAST = /先週|先月|昨年|去年|以前/;

/** The weeks and months that have passed over it, as it would be said of an old story. */
export const LONG_AGO =
  /\blast (?:week|month|year|quarter|spring|summer|autumn|winter)\b|\b(?:weeks?|months?|years?) ago\b|\b(?:letzte[nrs]?|vorige[nrs]?|vergangene[nrs]?) (?:Woche|Monat|Jahr|Quartal)\b|\bvor \S{1,12} (?:Wochen?|Monat(?:en)?|Jahr(?:en)?)\b|\b(?:semaine|mois|année|an) (?:dernière|dernier|passée|passé)|\bil y a \S{1,12} (?:semaines?|mois|ans)\b|\b(?:semana|mes|año) pasad[ao]\b|\bhace \S{1,12} (?:semanas?|meses|mes|años?)\b/i;

function set(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
