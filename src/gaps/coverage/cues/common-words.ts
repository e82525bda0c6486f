import type { Language } from '../../../regulations/act.ts';

/** Words that say how things hang together: what is left of a sentence when its matter is taken out. */
export const COMMON_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    `a about above after again against ahead all alone also although always an and another any anybody anyone anything apart are as
    aside at away be because become been before begin being below beside besides best better between beyond both but by can cannot case cases
    certain could day days do does done down during each early either else enough even ever every everybody everyone everything except few first
    for from further get gets given go goes had half has have he her here his how however if in instead into is it its itself just keep kept
    last late later least left less like likely little long longer made make makes many may might more most much must need needed needs
    neither never next no nobody none nor not nothing now of off often on once one only or other others otherwise our out outside over own
    people person possible rather rest same save she should shall since so some somebody someone soon still stay stays such take taken than that the their
    them then there these they thing things this those though through till time times to together too two under unless until up upon us use used
    usual usually want we week well were what whatever when whenever where wherever whether which while who whoever whole whom whose why will with within
    without would year years yet you your month months hour hours quarter`.split(/\s+/),
  ),
  es: new Set(
    `a al algo alguien algun alguna algunas algunos alli ambos ano anos ante antes apenas aquel aquella aquellas aquellos asi aun aunque bajo basta bien cada
    casi caso casos como con conforme contra cosa cosas cual cuales cualquier cualquiera cuando cuanto cuantos cuya cuyo da dan de debe deben debera deberan del demas dentro
    desde despues dia dias donde durante e el ella ellas ello ellos en entonces entre era es esa esas ese eso esos esta estan estar estas este esto estos
    excepto fue fuera fueran ha haber hace hacen hacer hacia han hasta hay haya hayan hora horas igual incluso ir junto la las le les lo los luego mas mayor medio
    mejor menor menos mes meses mientras mis mismo misma mismas mismos mitad mucho muy nada nadie ni ningun ninguna ninguno no nos nosotros nuestra nuestras nuestro
    nuestros nunca o otra otras otro otros para parte pero persona personas poco podra podran podria podrian por porque posible primer primera primero propia propio pueda
    puedan puede pueden pues que queda quedan quien quienes quiera resto salvo se sea sean segun semana ser si siempre siendo siguiente siguientes sin sino sobre solo son
    su sus tal tales tambien tampoco tan tanto tarde tiene tienen toda todas todo todos tras trimestre tu un una unas unicamente uno unos va vez veces y ya`.split(
      /\s+/,
    ),
  ),
};

/** Kinds of words whose order tells what a sentence does with what it says. */
export const WORD_SETS: Readonly<Record<Language, readonly (readonly [string, ReadonlySet<string>])[]>> = {
  en: [
    [
      'neg',
      new Set(
        "no not never nobody nothing none nor without cannot neither isn't aren't don't doesn't won't can't nowhere".split(
          ' ',
        ),
      ),
    ],
    ['until', new Set('until till before unless without except but than'.split(' '))],
    ['only', new Set('only solely alone exclusively merely just'.split(' '))],
    ['may', new Set('may might can could should would'.split(' '))],
    [
      'all',
      new Set(
        'all every any each whatever whichever whoever both always everything everyone anybody whole entire'.split(' '),
      ),
    ],
    ['if', new Set('if where when whenever once provided while whereas'.split(' '))],
    ['other', new Set('other others rest remaining else remainder elsewhere'.split(' '))],
    ['must', new Set('must shall has have'.split(' '))],
    ['more', new Set('more less above below over under least most'.split(' '))],
  ],
  es: [
    ['neg', new Set('no nunca jamas nadie nada ningun ninguna ninguno tampoco ni sin'.split(' '))],
    ['until', new Set('hasta mientras antes salvo sin sino excepto que'.split(' '))],
    ['only', new Set('solo solamente unicamente exclusivamente meramente'.split(' '))],
    ['may', new Set('puede pueden podra podran podria podrian deberia deberian conviene'.split(' '))],
    ['all', new Set('todo toda todos todas cada cualquier cualquiera siempre ambos integro integramente'.split(' '))],
    ['if', new Set('si cuando donde siempre una'.split(' '))],
    ['other', new Set('otro otra otros otras demas resto restantes'.split(' '))],
    ['must', new Set('debe deben debera deberan ha han'.split(' '))],
    ['more', new Set('mas menos encima debajo superior inferior minimo maximo'.split(' '))],
  ],
};
