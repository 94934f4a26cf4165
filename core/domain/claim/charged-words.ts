/**
 * Small words that carry a claim: with one more or one less, a sentence says something else. A class counts as one word, so that
 * `do not`, `don't` and `never` are alike.
 */
export type Charge =
  | 'not'
  | 'only'
  | 'if'
  | 'unless'
  | 'until'
  | 'while'
  | 'off'
  | 'down'
  | 'more'
  | 'less'
  | 'least'
  | 'most'
  | 'perhaps'
  | 'reported'
  | 'because'
  | 'before'
  | 'after'
  | 'all'
  | 'some'
  | 'always'
  | 'need';

/** What may be left out without making the sentence say more: a reason, an order, an emphasis. Adding one is a claim like any other. */
export const DROPPABLE: ReadonlySet<Charge> = new Set(['because', 'before', 'after', 'all', 'always']);

/** A clause that begins with one of these narrows the rest of its sentence, which must not be told without it. */
export const NARROWING: readonly Charge[] = ['if', 'unless', 'until', 'while', 'only'];

const CLASSES: Readonly<Record<Charge, string>> = {
  not: `not no never none nothing nobody nowhere neither nor cannot without dont doesnt didnt isnt arent wasnt werent wont wouldnt cant
    couldnt shouldnt hasnt havent hadnt mustnt neednt hardly barely nicht kein keine keinen keinem keiner keines nie niemals ohne nichts
    pas jamais aucun aucune sans rien nunca sin ningun ninguna nada non senza mai niet geen nooit zonder nie bez inte ikke nao sem`,
  only: 'only solely merely exclusively nur lediglich ausschliesslich ausschließlich seulement uniquement solo solamente soltanto alleen slechts tylko endast kun somente',
  if: 'if when whenever whether wenn falls sofern si quand lorsque cuando se quando als indien jesli om hvis',
  unless: 'unless except excluding besides außer ausser sauf excepto tranne behalve',
  until: 'until till bis jusqu hasta fino tot',
  while: 'while whilst during während wahrend solange pendant durante mientras mentre tijdens',
  off: 'off disable disables disabled disabling deactivate deactivates deactivated aus deaktivieren désactiver desactiver desactivar',
  down: 'down downgrade downgrades downgraded downgrading',
  more: 'more greater larger bigger higher longer above exceed exceeds exceeded exceeding mehr größer grosser hoher länger über plus mas mayor',
  less: 'less fewer smaller lower shorter below under weniger kleiner niedriger kurzer unter moins menos menor',
  least: 'least minimum minimal mindestens minimo',
  most: 'most maximum max maximal höchstens hochstens maximo',
  perhaps: `perhaps maybe may might could possibly probably likely usually often sometimes seems seem seemingly apparently typically mostly
    generally vielleicht vermutlich wahrscheinlich meistens manchmal oft peut probablement souvent quizas puede probablemente forse`,
  reported: `think thinks thought believe believes believed assume assumes assumed assuming guess guessed suspect suspects suspected suppose
    supposed hope hopes hoped wish wishes doubt doubts pretend pretends glaube denke hoffe crois pense espère creo pienso espero`,
  because: 'because weil denn car parce porque perche omdat',
  before: 'before prior beforehand previously earlier bevor vor vorher avant antes prima voor',
  after: 'after afterwards later once nach nachdem danach après apres despues dopo na nadat',
  all: 'all every each whole everything everybody everyone everywhere alle jede jeder jedes tous toutes chaque todos todas cada tutti',
  some: 'some several few many certain einige manche viele quelques certains plusieurs algunos varios alcuni sommige',
  always: 'always ever immer toujours siempre sempre altijd',
  need: 'need needs needed must required requires require necessary have brauchen müssen mussen muss nötig',
};

/** What follows one of these and `that` is somebody's word, not a fact: `write that port 1 is right` does not say so. */
export const REPORTING: ReadonlySet<string> = new Set(
  'say says said saying write writes wrote written writing state states stated tell tells told claim claims claimed report reports reported ask asks asked mean means show shows'.split(
    ' ',
  ),
);

const CHARGES = new Map(
  (Object.entries(CLASSES) as [Charge, string][]).flatMap(([charge, words]) => words.split(/\s+/).map((word) => [word, charge] as const)),
);

/** The claim that a word carries by itself; undefined for most. `word` is in lower case, without accents and apostrophes. */
export function chargeOf(word: string): Charge | undefined {
  return CHARGES.get(word);
}
