import { instructs, NAMES } from './substance.ts';

const ADDRESS = /<?\b(?:https?:\/\/|www\.)[^\s<>]{1,300}>?/giu;
/** Where answers are kept, in the languages we meet. */
const PLACES =
  'readme|faqs?|manuals?|docs?|documentation|tutorials?|guides?|vignettes?|(?:man|help|web|wiki|home) ?pages?|pages?|wiki|blogs?|forums?|archives?|instructions|articles?|posts?|threads?|site|website|links?|handbuch|anleitung|dokumentation|seite|artikel|notice|tutoriel|guide|site|guía|página|documentación|enlace|guida|pagina|documentazione|handleiding|documentatie|documentação|guia|dokumentation|sida|side|dokumentacja|dokumentacji|stronie|strona';
const SENDS =
  "see|read|re-read|look(?:ing)?|looked|have a look|check(?: out)?|refer(?:red)?|consult|follow(?:ed|ing)?|documented|described|explained|listed|covered|discussed|mentioned|google|search|find|here(?: is|'s| are)|there (?:is|are)|as per|per|siehe|lesen|lies|beschrieben|steht|stehen|voir|voyez|lisez|consultez|décrit|expliqué|vea|véase|lea|consulte|descrito|explicado|vedi|veda|legga|descritto|spiegato|zie|lees|beschreven|veja|leia|se|läs|beskrivs|les|læs|beskrevet|zobacz|opisane";
const POINTS = new RegExp(
  String.raw`(?:(?:please )?(?:make sure|ensure) (?:that )?you(?:['’]ve| have)? )?(?<![\p{L}])(?:${SENDS})(?![\p{L}])[^.;:]{0,80}(?<![\p{L}])(?:${PLACES})(?![\p{L}])`,
  'iu',
);

/** "What I do is to go here:" */
const GO_THERE = /\b(?:go|look|found|available|get (?:it|them)|start) (?:here|there)\W{0,3}$/i;

/** Whether a sentence says no more than where the answer can be found. What instructs or names something beside that is more. */
export function isPointer(sentence: string): boolean {
  const own = sentence.replace(ADDRESS, ' page ');
  const bare = own.replace(/\bpage\b|[\s\W]/g, '');
  if (bare === '' && own !== sentence) return true;
  const rest = own.replace(GO_THERE, ' ').replace(POINTS, ' ');
  return rest !== own && !instructs(rest) && !NAMES.test(rest);
}
